package dev.copydesk.cli;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.Prediction;
import java.io.PrintWriter;
import java.util.Locale;
import org.jsoup.nodes.Entities;

/**
 * A page of its own that marks each paragraph by its label; needs no network and runs no script.
 */
final class HtmlPrinter implements ArticlePrinter {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>Copydesk</title>
      <style>
      body { font: 1rem/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }
      h2 { font: 600 1rem/1.4 system-ui, sans-serif; margin: 2.5rem 0 1rem; overflow-wrap: anywhere; }
      p { margin: 0 0 .4rem; padding: .3rem .8rem; border-left: .35rem solid; overflow-wrap: anywhere; }
      p small { display: block; font: .75rem/1.4 system-ui, sans-serif; color: #555; }
      .news_body { border-color: #6b7280; }
      .attribution { border-color: #1d4ed8; background: #eff5ff; }
      .solicitation { border-color: #c2410c; background: #fff4ec; }
      </style>
      </head>
      <body>
      """;

  private final PrintWriter out;

  HtmlPrinter(PrintWriter out) {
    this.out = out;
    out.print(HEAD);
  }

  @Override
  public void print(LabelledText article) {
    out.print("<h2>" + escape(article.article()) + "</h2>\n");
    article.paragraphs().forEach(this::paragraph);
  }

  private void paragraph(LabelledParagraph labelled) {
    Prediction prediction = labelled.prediction();
    String label = prediction.label().wireName();
    String kind = prediction.kind().map(Kind::wireName).map(k -> " / " + k).orElse("");
    String review = labelled.needsReview() ? " · to review" : "";
    String confidence = String.format(Locale.ROOT, "%.2f", prediction.confidence());
    out.print(
        "<p class=\"%s\"><small>%s%s · %s%s</small>%s</p>\n"
            .formatted(
                label, label, kind, confidence, review, escape(labelled.paragraph().text())));
  }

  private static String escape(String text) {
    return Entities.escape(Terminal.line(text)).replace("\"", "&quot;");
  }

  @Override
  public void close() {
    out.print("</body>\n</html>\n");
    out.flush();
  }
}
