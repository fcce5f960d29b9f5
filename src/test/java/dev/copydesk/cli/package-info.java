/** Tests of the cli package. */
@NullMarked
package dev.copydesk.cli;

import org.jspecify.annotations.NullMarked;
