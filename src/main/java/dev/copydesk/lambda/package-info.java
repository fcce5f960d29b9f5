/** The function: S3 events in, labels kept. Start at {@link dev.copydesk.lambda.ArticleHandler}. */
@NullMarked
package dev.copydesk.lambda;

import org.jspecify.annotations.NullMarked;
