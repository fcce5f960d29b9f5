package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import java.time.Instant;

/** An article whose object is gone. */
public record RemovedArticle(ArticleRef ref, Instant at) implements ArticleResult {}
