package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.Prediction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ScoringTest {

  private static final List<Output> OUTPUTS =
      Stream.of("solicitation", "attribution/credit", "news_body", "attribution/statement")
          .map(Output::parse)
          .toList();

  private static Prediction predict(double temperature, float... logits) {
    return new Scoring(OUTPUTS, temperature).prediction(logits);
  }

  @Test
  void theTwoKindsOfAttributionAreSummed() {
    Prediction prediction = predict(1, 0f, 1f, 1.2f, 0.9f);
    assertEquals(
        Label.ATTRIBUTION, prediction.label(), "neither kind alone is the likeliest output");
    assertEquals(Optional.of(Kind.CREDIT), prediction.kind());
  }

  @Test
  void scoresSumToOneHoweverLargeTheLogits() {
    Prediction prediction = predict(1, 9_000f, -9_000f, 8_999f, 0f);
    assertEquals(1 / (1 + Math.exp(-1)), prediction.confidence(), 1e-6);
    assertEquals(Label.SOLICITATION, prediction.label());
  }

  @Test
  void aHigherTemperatureIsLessSureOfTheSameLabel() {
    Prediction cold = predict(1, 3f, 0f, 0f, 0f);
    Prediction warm = predict(2, 3f, 0f, 0f, 0f);
    assertEquals(cold.label(), warm.label());
    assertTrue(warm.confidence() < cold.confidence());
  }

  @Test
  void logitsAtOddsWithTheLabelsAreRefused() {
    assertThrows(IllegalStateException.class, () -> predict(1, 1f, 2f));
  }
}
