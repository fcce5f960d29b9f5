/**
 * What an article is and how bytes become one. Start at {@link dev.copydesk.article.ArticleReader}.
 */
@NullMarked
package dev.copydesk.article;

import org.jspecify.annotations.NullMarked;
