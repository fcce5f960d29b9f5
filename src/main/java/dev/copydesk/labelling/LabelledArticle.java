package dev.copydesk.labelling;

import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Paragraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An article with a label on every paragraph, in reading order; never empty.
 *
 * @param bytes size of the object as stored
 */
public record LabelledArticle(
    ArticleRef ref, List<LabelledParagraph> paragraphs, Run run, long bytes)
    implements ArticleResult {

  /**
   * The labelling itself.
   *
   * @param tookMillis from the opened object to the last label
   */
  public record Run(String modelVersion, Instant at, long tookMillis) {}

  public LabelledArticle {
    paragraphs = List.copyOf(paragraphs);
    if (paragraphs.isEmpty()) {
      throw new IllegalArgumentException("expected a paragraph in " + ref.address() + ", found 0");
    }
  }

  /**
   * @param predictions one a paragraph, in the same order
   * @param model what made them
   */
  public static List<LabelledParagraph> pair(
      Article article, List<Prediction> predictions, ModelInfo model) {
    List<Paragraph> paragraphs = article.paragraphs();
    if (paragraphs.size() != predictions.size()) {
      throw new IllegalStateException(
          "expected %d predictions, found %d".formatted(paragraphs.size(), predictions.size()));
    }
    List<LabelledParagraph> labelled = new ArrayList<>(paragraphs.size());
    for (int i = 0; i < paragraphs.size(); i++) {
      Prediction prediction = predictions.get(i);
      boolean unsure = prediction.confidence() < model.reviewBelow();
      labelled.add(new LabelledParagraph(paragraphs.get(i), prediction, unsure));
    }
    return labelled;
  }

  @Override
  public Instant at() {
    return run.at();
  }

  public int count(Label label) {
    return (int) paragraphs.stream().filter(p -> p.prediction().label() == label).count();
  }

  public double leastConfidence() {
    return paragraphs.stream().mapToDouble(p -> p.prediction().confidence()).min().orElseThrow();
  }

  public boolean needsReview() {
    return paragraphs.stream().anyMatch(LabelledParagraph::needsReview);
  }
}
