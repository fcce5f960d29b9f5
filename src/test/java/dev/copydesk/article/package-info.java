/** Tests of the article package. */
@NullMarked
package dev.copydesk.article;

import org.jspecify.annotations.NullMarked;
