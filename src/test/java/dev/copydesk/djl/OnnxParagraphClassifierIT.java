package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.ParagraphClassifierContract;
import dev.copydesk.labelling.Prediction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract on the deployed model, and that it is a model of this task at all. */
final class OnnxParagraphClassifierIT extends ParagraphClassifierContract {

  @Override
  protected ParagraphClassifier classifier() {
    return Bundles.shared();
  }

  @Test
  void aPlainArticleIsLabelledRight() {
    List<Prediction> predictions =
        classifier()
            .classify(
                List.of(
                    "River bridge closed after crack is found",
                    "By Tom Reed",
                    "The bridge on the Kell was closed on Friday after a crack was found in its second pier.",
                    "Engineers had inspected it for three days before the council shut both lanes shortly after noon.",
                    "\"We heard it before we saw it,\" said Ana Ruiz, who runs the kiosk next to it.",
                    "Buses to the hospital now take the road through Alder, which adds about twenty minutes to the journey.",
                    "The bridge was built in 1931 and carries some 9,000 vehicles a day, most of them on their way to the harbour.",
                    "A ferry for walkers and cyclists will cross from Monday, every half hour until eight in the evening.",
                    "The council is to meet on Tuesday to decide how the repair will be paid for.",
                    "Sign up for our free newsletter to get the news from the river every morning."));
    assertEquals(
        List.of(
            Label.NEWS_BODY,
            Label.ATTRIBUTION,
            Label.NEWS_BODY,
            Label.NEWS_BODY,
            Label.ATTRIBUTION,
            Label.NEWS_BODY,
            Label.NEWS_BODY,
            Label.NEWS_BODY,
            Label.NEWS_BODY,
            Label.SOLICITATION),
        predictions.stream().map(Prediction::label).toList());
    assertEquals(Optional.of(Kind.CREDIT), predictions.get(1).kind());
    assertEquals(Optional.of(Kind.STATEMENT), predictions.get(4).kind());
  }

  @Test
  void quotationMarksAndDashesDoNotChangeTheScores() {
    String straight = "\"We heard it - before we saw it,\" said Ana Ruiz. It's over...";
    String curly = "“We heard it – before we saw it,” said Ana Ruiz. It’s over…";
    assertEquals(classifier().classify(List.of(straight)), classifier().classify(List.of(curly)));
  }

  @Test
  void tokensAreTheBundlesOwn() {
    long[][] tokens = Bundles.shared().tokens(List.of("a", "a ".repeat(5_000)));
    assertEquals(3, tokens[0].length, "[CLS] a [SEP]");
    assertTrue(tokens[1].length < 1_000, "cut at the bundle's limit");
    assertEquals(tokens[0][2], tokens[1][tokens[1].length - 1], "ends in [SEP] all the same");
  }
}
