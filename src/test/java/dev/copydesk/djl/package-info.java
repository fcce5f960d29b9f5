/** Tests of the djl package. */
@NullMarked
package dev.copydesk.djl;

import org.jspecify.annotations.NullMarked;
