package dev.copydesk.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ParagraphClassifier} keeps. */
public abstract class ParagraphClassifierContract {

  private static final List<String> ARTICLE =
      List.of("Bridge closed", "By Tom Reed", "\"It held for ninety years,\" he said.", "Give now");

  protected abstract ParagraphClassifier classifier();

  @Test
  void everyParagraphHasItsPrediction() {
    assertEquals(ARTICLE.size(), classifier().classify(ARTICLE).size());
    assertEquals(1, classifier().classify(List.of("Alone")).size());
    assertEquals(1_000, classifier().classify(Collections.nCopies(1_000, "The same.")).size());
  }

  @Test
  void confidenceIsTheLargestScore() {
    for (Prediction prediction : classifier().classify(ARTICLE)) {
      for (Label label : Label.values()) {
        assertTrue(prediction.confidence() >= prediction.scores().of(label), prediction.toString());
      }
      assertEquals(prediction.label() == Label.ATTRIBUTION, prediction.kind().isPresent());
    }
  }

  @Test
  void theSameArticleGetsTheSameLabels() {
    assertEquals(classifier().classify(ARTICLE), classifier().classify(ARTICLE));
  }

  @Test
  void severalThreadsGetWhatOneGets() throws Exception {
    List<Prediction> alone = classifier().classify(ARTICLE);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<Prediction>>> all =
          IntStream.range(0, 12)
              .mapToObj(_ -> threads.submit(() -> classifier().classify(ARTICLE)))
              .toList();
      for (Future<List<Prediction>> one : all) {
        assertEquals(alone, one.get());
      }
    }
  }

  @Test
  void anyTextIsTaken() {
    List<String> odd =
        List.of(
            "\ud800",
            "🍎🍎🍎",
            "a".repeat(50_000),
            "\u202e\u0007",
            "文字",
            ".",
            "word ".repeat(5_000));
    assertEquals(odd.size(), classifier().classify(odd).size());
  }

  @Test
  void theModelHasAVersion() {
    assertFalse(classifier().model().version().isBlank());
  }
}
