/** The command line. Start at {@link dev.copydesk.cli.Copydesk}. */
@NullMarked
package dev.copydesk.cli;

import org.jspecify.annotations.NullMarked;
