package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.cli.Evaluation.Scored;
import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.Prediction;
import dev.copydesk.labelling.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against figures worked out by hand. */
final class EvaluationTest {

  private static Scored scored(Label actual, double body, double attribution) {
    Scores scores = new Scores(body, attribution, 1 - body - attribution);
    return new Scored(actual, null, new Prediction(scores, Kind.CREDIT), 4);
  }

  private static Evaluation.Graded article(String outletKind, Scored... paragraphs) {
    return new Evaluation.Graded(
        new LabelledFile.Outlet(outletKind, outletKind.isEmpty() ? "" : "South Asia"),
        List.of(paragraphs));
  }

  /** Right: body, attribution, attribution; wrong: a solicitation taken for body. */
  private static final Evaluation FOUR =
      new Evaluation(
          List.of(
              article(
                  "wire agency",
                  scored(Label.NEWS_BODY, 0.95, 0.05),
                  scored(Label.ATTRIBUTION, 0.1, 0.85)),
              article(
                  "local paper",
                  scored(Label.ATTRIBUTION, 0.05, 0.95),
                  scored(Label.SOLICITATION, 0.85, 0.1))));

  @Test
  void scoresOfALabel() {
    assertEquals(
        new Confusion.LabelScore(0.5, 1, 2.0 / 3, 1), FOUR.confusion().score(Label.NEWS_BODY));
    assertEquals(new Confusion.LabelScore(1, 1, 1, 2), FOUR.confusion().score(Label.ATTRIBUTION));
    assertEquals(new Confusion.LabelScore(0, 0, 0, 1), FOUR.confusion().score(Label.SOLICITATION));
    assertEquals((2.0 / 3 + 1) / 3, FOUR.macroF1(), 1e-12);
    assertEquals(0.75, FOUR.accuracy());
    assertEquals(1, FOUR.confusion().count(Label.SOLICITATION, Label.NEWS_BODY));
  }

  @Test
  void calibrationErrorWeighsTheGapsOfTheBins() {
    // 0.8 to 0.9: mean 0.85, right 1 of 2, gap 0.35; 0.9 to 1: mean 0.95, right 2 of 2, gap 0.05
    assertEquals(0.5 * 0.35 + 0.5 * 0.05, FOUR.calibrationError(), 1e-12);
  }

  @Test
  void confidenceOfOneFallsIntoTheLastBin() {
    Evaluation sure = new Evaluation(List.of(article("", scored(Label.NEWS_BODY, 1, 0))));
    assertEquals(1, sure.bins().getLast().count());
  }

  @Test
  void aThresholdSplitsSureFromUnsure() {
    assertEquals(0.5, FOUR.shareFrom(0.9));
    assertEquals(1, FOUR.accuracyFrom(0.9));
    assertEquals(0.75, FOUR.accuracyFrom(0));
  }

  @Test
  void kindsCountWhereBothSayAttribution() {
    Scores attribution = new Scores(0.1, 0.8, 0.1);
    Evaluation kinds =
        new Evaluation(
            List.of(
                article(
                    "",
                    new Scored(
                        Label.ATTRIBUTION,
                        Kind.CREDIT,
                        new Prediction(attribution, Kind.CREDIT),
                        4),
                    new Scored(
                        Label.ATTRIBUTION,
                        Kind.CREDIT,
                        new Prediction(attribution, Kind.STATEMENT),
                        4),
                    new Scored(
                        Label.ATTRIBUTION,
                        Kind.CREDIT,
                        new Prediction(new Scores(1, 0, 0), Kind.STATEMENT),
                        4))));
    assertEquals(0.5, kinds.kindAccuracy());
  }

  @Test
  void theIntervalIsTheSameForTheSameSeedAndHoldsTheFigure() {
    Evaluation.Interval interval = FOUR.resamples(500, 7).interval(Confusion::macroF1);
    assertEquals(interval, FOUR.resamples(500, 7).interval(Confusion::macroF1));
    assertTrue(interval.low() <= FOUR.macroF1() && FOUR.macroF1() <= interval.high());
    assertTrue(interval.low() < interval.high());
  }

  @Test
  void partsAreByLengthKindOfOutletAndRegion() {
    Prediction body = new Prediction(new Scores(1, 0, 0), Kind.STATEMENT);
    Evaluation lengths =
        new Evaluation(
            List.of(
                article(
                    "",
                    new Scored(Label.NEWS_BODY, null, body, 4),
                    new Scored(Label.NEWS_BODY, null, body, 5),
                    new Scored(Label.SOLICITATION, null, body, 61))));
    assertEquals(
        List.of("1 to 4 words", "5 to 12 words", "over 60 words"),
        lengths.byLength().stream().map(Evaluation.Part::name).toList());
    assertEquals(0, lengths.byLength().getLast().evaluation().accuracy());
    assertEquals(List.of(), lengths.byOutletKind());
    assertEquals(List.of(), lengths.byRegion());
    assertEquals(
        List.of("local paper", "wire agency"),
        FOUR.byOutletKind().stream().map(Evaluation.Part::name).toList());
    assertEquals(0.5, FOUR.byOutletKind().getFirst().evaluation().accuracy());
    assertEquals(
        List.of("South Asia"), FOUR.byRegion().stream().map(Evaluation.Part::name).toList());
    assertEquals(0.75, FOUR.byRegion().getFirst().evaluation().accuracy());
  }
}
