/**
 * What is done to an article and what that needs. Start at {@link
 * dev.copydesk.labelling.ArticleLabeller}.
 */
@NullMarked
package dev.copydesk.labelling;

import org.jspecify.annotations.NullMarked;
