package dev.copydesk.labelling;

import java.util.List;

/** Labels the paragraphs of one article. Thread-safe. */
public interface ParagraphClassifier {

  /**
   * Labels paragraphs in the light of each other, in reading order.
   *
   * @param paragraphs texts of one whole article, at least one, none blank
   * @return one prediction a paragraph, in the same order
   */
  List<Prediction> classify(List<String> paragraphs);

  ModelInfo model();
}
