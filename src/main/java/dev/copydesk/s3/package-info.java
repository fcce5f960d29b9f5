/** The object store on Amazon S3. */
@NullMarked
package dev.copydesk.s3;

import org.jspecify.annotations.NullMarked;
