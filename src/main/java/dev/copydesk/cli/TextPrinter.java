package dev.copydesk.cli;

import java.io.PrintWriter;

/**
 * The paragraphs alone, a blank line between them: with {@code --only}, an article's clean body.
 */
final class TextPrinter implements ArticlePrinter {

  private final PrintWriter out;

  TextPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(LabelledText article) {
    article.paragraphs().forEach(p -> out.print(Terminal.line(p.paragraph().text()) + "\n\n"));
    out.flush();
  }
}
