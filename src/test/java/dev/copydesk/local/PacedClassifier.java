package dev.copydesk.local;

import dev.copydesk.labelling.ModelInfo;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model that takes a fixed time but no processor, as if whoever asks had a core of its own: it
 * remembers what the real one said. Thread-safe.
 */
final class PacedClassifier implements ParagraphClassifier {

  private final ParagraphClassifier real;
  private final Duration pace;
  private final Map<List<String>, List<Prediction>> known = new ConcurrentHashMap<>();

  PacedClassifier(ParagraphClassifier real, Duration pace) {
    this.real = real;
    this.pace = pace;
  }

  @Override
  public List<Prediction> classify(List<String> paragraphs) {
    List<Prediction> predictions = known.computeIfAbsent(List.copyOf(paragraphs), real::classify);
    try {
      Thread.sleep(pace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while labelling", e);
    }
    return predictions;
  }

  @Override
  public ModelInfo model() {
    return real.model();
  }
}
