/**
 * Whether the table says what the newest objects say, whatever happens on the way. Start at {@link
 * dev.copydesk.reliability.Simulator}.
 */
@NullMarked
package dev.copydesk.reliability;

import org.jspecify.annotations.NullMarked;
