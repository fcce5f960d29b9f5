/** What strangers may upload, and what must come of it. Start at {@link HostileInputTest}. */
@NullMarked
package dev.copydesk.hostile;

import org.jspecify.annotations.NullMarked;
