package dev.copydesk.cli;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.Prediction;
import java.io.PrintWriter;

/** A line a paragraph, for people: position, label, kind, confidence, the text's beginning. */
public final class TablePrinter implements ArticlePrinter {

  private static final int TEXT_WIDTH = 72;

  private final PrintWriter out;

  public TablePrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(LabelledText article) {
    out.println(Terminal.line(article.article()));
    article.paragraphs().forEach(this::row);
    out.println();
    out.flush();
  }

  private void row(LabelledParagraph labelled) {
    Prediction prediction = labelled.prediction();
    String mark = labelled.needsReview() ? "?" : " ";
    out.printf(
        "%4d  %-12s %-9s %.2f%s  %s%n",
        labelled.paragraph().position(),
        prediction.label().wireName(),
        prediction.kind().map(Kind::wireName).orElse(""),
        prediction.confidence(),
        mark,
        Terminal.line(labelled.paragraph().text(), TEXT_WIDTH));
  }
}
