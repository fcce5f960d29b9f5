/** Rules that hold for all packages. */
@NullMarked
package dev.copydesk;

import org.jspecify.annotations.NullMarked;
