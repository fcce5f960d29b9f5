package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.cli.LabelledFile.Answer;
import dev.copydesk.cli.LabelledFile.Gold;
import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.ModelInfo;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import dev.copydesk.labelling.Scores;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On models whose weakness is known. */
final class RobustnessTest {

  /** Four paragraphs of the story, then four of an appeal. */
  private static final Gold STORY_AND_APPEAL =
      article(
          4,
          "The bridge reopened.",
          "“It was cold”, she said.",
          "Work took a year – or more.",
          "It cost £3 & a day < planned.",
          "Give what you can.",
          "Give today.",
          "Give each month.",
          "Give now.");

  private static final Gold STORY =
      article(4, "The market moved.", "Stalls were full.", "Rain fell.", "Nobody minded.");

  private static Gold article(int story, String... texts) {
    return new Gold(
        texts[0],
        new LabelledFile.Outlet("", ""),
        List.of(texts),
        IntStream.range(0, texts.length)
            .mapToObj(i -> Optional.of(answer(i < story ? Label.NEWS_BODY : Label.SOLICITATION)))
            .toList());
  }

  private static Gold article(Label label, int paragraphs) {
    return new Gold(
        "same",
        new LabelledFile.Outlet("", ""),
        IntStream.range(0, paragraphs).mapToObj(i -> "Paragraph " + i + ".").toList(),
        Collections.nCopies(paragraphs, Optional.of(answer(label))));
  }

  private static Answer answer(Label label) {
    return new Answer(label, null);
  }

  /** Labels a paragraph by its text and its place. */
  private static ParagraphClassifier classifier(BiFunction<String, Integer, Label> label) {
    return new ParagraphClassifier() {
      @Override
      public List<Prediction> classify(List<String> paragraphs) {
        return IntStream.range(0, paragraphs.size())
            .mapToObj(i -> prediction(label.apply(paragraphs.get(i), i)))
            .toList();
      }

      @Override
      public ModelInfo model() {
        return new ModelInfo("known", 0.5);
      }
    };
  }

  private static Prediction prediction(Label label) {
    boolean body = label == Label.NEWS_BODY;
    return new Prediction(new Scores(body ? 1 : 0, 0, body ? 0 : 1), Kind.STATEMENT);
  }

  private static Map<String, OptionalDouble> measured(
      BiFunction<String, Integer, Label> label, Gold... articles) {
    Progress silent = new Progress(new PrintWriter(Writer.nullWriter()), articles.length);
    return new Robustness(classifier(label), silent)
        .measure(List.of(articles)).stream()
            .collect(Collectors.toMap(Robustness.Row::name, Robustness.Row::value));
  }

  private static Label appealIf(boolean appeal) {
    return appeal ? Label.SOLICITATION : Label.NEWS_BODY;
  }

  @Test
  void aLabelThatHangsOnTypographyIsFound() {
    Map<String, OptionalDouble> rows =
        measured((text, _) -> appealIf(text.matches("Give .*|.*[“–].*")), STORY_AND_APPEAL);
    assertEquals(OptionalDouble.of(7.0 / 8), rows.get("same label, straight quotes"));
    assertEquals(OptionalDouble.of(1), rows.get("same label, curly quotes"));
    assertEquals(OptionalDouble.of(7.0 / 8), rows.get("same label, hyphens for dashes"));
    assertEquals(OptionalDouble.of(1), rows.get("same label, no-break spaces"));
    assertEquals(OptionalDouble.of(4.0 / 8), rows.get("same label, upper case"));
    assertEquals(OptionalDouble.of(4.0 / 8), rows.get("same label, lower case"));
  }

  @Test
  void aFileIsReadAsAnUploadWouldBe() {
    Map<String, OptionalDouble> rows =
        measured((text, _) -> appealIf(text.contains("&") && text.contains("<")), STORY_AND_APPEAL);
    assertEquals(OptionalDouble.of(1), rows.get("same label, as a plain text file"));
    assertEquals(OptionalDouble.of(1), rows.get("same label, as an HTML page"));
  }

  @Test
  void anArticleThatIsRefusedAsAFileCountsAsAllDifferent() {
    String german = "Die Brücke über den Fluss ist seit gestern wieder für den Verkehr geöffnet. ";
    Gold refused = article(1, german.repeat(5));
    assertEquals(
        OptionalDouble.of(0.8),
        measured((_, _) -> Label.NEWS_BODY, STORY, refused).get("same label, as an HTML page"));
  }

  @Test
  void anAppealIsMovedAboutInTheNextArticleClearedOfItsOwn() {
    Map<String, OptionalDouble> rows =
        measured(
            (text, at) -> appealIf(text.startsWith("Give") && at < 4), STORY, STORY_AND_APPEAL);
    assertEquals(OptionalDouble.of(1), rows.get("appeal found, alone"));
    assertEquals(OptionalDouble.of(1), rows.get("appeal found, at the beginning"));
    assertEquals(OptionalDouble.of(0.5), rows.get("appeal found, in the middle"));
    assertEquals(OptionalDouble.of(0), rows.get("appeal found, at the end"));
    assertEquals(
        rows.get("appeal found, in the middle"),
        measured(
                (text, at) -> appealIf(text.startsWith("Give") && at < 4),
                STORY_AND_APPEAL,
                STORY_AND_APPEAL)
            .get("appeal found, in the middle"));
  }

  @Test
  void theLongestRunIsTheAppealIfItIsLongEnough() {
    Gold runs =
        new Gold(
            "runs",
            new LabelledFile.Outlet("", ""),
            List.of("Give a.", "The story.", "Give b.", "Give c.", "Not scored.", "Give d."),
            Stream.of(
                    Optional.of(Label.SOLICITATION),
                    Optional.of(Label.NEWS_BODY),
                    Optional.of(Label.SOLICITATION),
                    Optional.of(Label.SOLICITATION),
                    Optional.<Label>empty(),
                    Optional.of(Label.SOLICITATION))
                .map(label -> label.map(RobustnessTest::answer))
                .toList());
    BiFunction<String, Integer, Label> right = (text, _) -> appealIf(text.startsWith("Give"));
    assertEquals(OptionalDouble.empty(), measured(right, runs).get("appeal found, alone"));
    assertEquals(
        OptionalDouble.of(1), measured(right, runs, STORY_AND_APPEAL).get("appeal found, alone"));
  }

  @Test
  void aModelThatNeedsNeighboursFailsOnParagraphsAlone() {
    Map<String, OptionalDouble> rows =
        measured((_, at) -> appealIf(at >= 4), STORY, STORY_AND_APPEAL);
    // Alone, all twelve are taken for the story, eight of them rightly: F1 of 0.8, 0 and 0.
    assertEquals(0.8 / 3, figure(rows, "macro-F1, each paragraph alone"), 1e-9);
  }

  @Test
  void aModelThatNeedsTheBeginningFailsOnArticlesJoined() {
    Map<String, OptionalDouble> rows =
        measured(
            (_, at) -> appealIf(at >= 300),
            article(Label.NEWS_BODY, 300),
            article(Label.NEWS_BODY, 300));
    // 300 to 499 of the first 500 are taken for an appeal: 400 of 600 right, a recall of 2/3.
    assertEquals(0.8 / 3, figure(rows, "macro-F1, joined to articles of 500 paragraphs"), 1e-9);
  }

  @Test
  void cutsAreTheSameEachTime() {
    BiFunction<String, Integer, Label> fifth = (_, at) -> appealIf(at == 5);
    String row = "macro-F1, cut after a random paragraph";
    Gold[] articles = Collections.nCopies(20, STORY_AND_APPEAL).toArray(Gold[]::new);
    double cut = figure(measured(fifth, articles), row);
    assertEquals(cut, figure(measured(fifth, articles), row));
    assertTrue(cut > 0 && cut < 1, "found " + cut);
  }

  private static double figure(Map<String, OptionalDouble> rows, String name) {
    return rows.getOrDefault(name, OptionalDouble.empty()).orElse(-1);
  }

  @Test
  void whatCannotBeTriedHasNoValue() {
    Map<String, OptionalDouble> rows = measured((_, _) -> Label.NEWS_BODY, STORY);
    assertEquals(OptionalDouble.empty(), rows.get("appeal found, at the end"));
    assertEquals(
        OptionalDouble.empty(), rows.get("macro-F1, joined to articles of 500 paragraphs"));
  }
}
