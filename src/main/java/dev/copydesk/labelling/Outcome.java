package dev.copydesk.labelling;

/** How the labelling of one article ended. */
public record Outcome(ArticleResult result, ResultStore.Replacement replacement) {}
