/** Tests of the labelling package. */
@NullMarked
package dev.copydesk.labelling;

import org.jspecify.annotations.NullMarked;
