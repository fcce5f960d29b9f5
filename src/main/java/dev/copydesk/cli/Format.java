package dev.copydesk.cli;

import java.io.PrintWriter;

/** How labelled articles are printed. */
enum Format {
  TABLE,
  JSONL,
  HTML,
  TEXT;

  ArticlePrinter printer(PrintWriter out) {
    return switch (this) {
      case TABLE -> new TablePrinter(out);
      case JSONL -> new JsonLinesPrinter(out);
      case HTML -> new HtmlPrinter(out);
      case TEXT -> new TextPrinter(out);
    };
  }
}
