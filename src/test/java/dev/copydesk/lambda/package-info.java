/** Tests of the lambda package. */
@NullMarked
package dev.copydesk.lambda;

import org.jspecify.annotations.NullMarked;
