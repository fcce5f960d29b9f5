package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import java.time.Instant;

/** What became of an article: the unit that a {@link ResultStore} replaces whole. */
public sealed interface ArticleResult permits LabelledArticle, RejectedArticle, RemovedArticle {

  ArticleRef ref();

  /** When it was decided. */
  Instant at();
}
