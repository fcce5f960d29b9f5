package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Rejection;
import java.time.Instant;

/** An object that no retry turns into a labelled article, and why. */
public record RejectedArticle(ArticleRef ref, Rejection rejection, Instant at)
    implements ArticleResult {}
