package dev.copydesk.labelling;

import java.util.List;

/**
 * The fake of {@link ParagraphClassifier}: a paragraph's first letters say what it is. For tests of
 * what happens around the model, never of labels.
 */
public final class FakeParagraphClassifier implements ParagraphClassifier {

  private static final double SURE = 0.98;
  private static final double UNSURE = 0.5;

  @Override
  public List<Prediction> classify(List<String> paragraphs) {
    if (paragraphs.isEmpty() || paragraphs.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("expected paragraphs with text, found " + paragraphs);
    }
    return paragraphs.stream().map(FakeParagraphClassifier::prediction).toList();
  }

  private static Prediction prediction(String text) {
    double confidence = text.contains("?") ? UNSURE : SURE;
    double rest = (1 - confidence) / 2;
    Scores scores =
        text.startsWith("Give")
            ? new Scores(rest, rest, confidence)
            : text.startsWith("By") || text.startsWith("\"")
                ? new Scores(rest, confidence, rest)
                : new Scores(confidence, rest, rest);
    return new Prediction(scores, text.startsWith("By") ? Kind.CREDIT : Kind.STATEMENT);
  }

  @Override
  public ModelInfo model() {
    return new ModelInfo("fake", 0.9);
  }
}
