package dev.copydesk.labelling;

import dev.copydesk.article.Paragraph;

/**
 * A paragraph and its label.
 *
 * @param needsReview whether a person should look: the model is less sure than its bundle asks for
 */
public record LabelledParagraph(Paragraph paragraph, Prediction prediction, boolean needsReview) {}
