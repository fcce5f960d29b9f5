/** Tests of the s3 package. */
@NullMarked
package dev.copydesk.s3;

import org.jspecify.annotations.NullMarked;
