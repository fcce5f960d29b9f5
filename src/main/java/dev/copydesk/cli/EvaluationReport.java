package dev.copydesk.cli;

import com.google.errorprone.annotations.FormatMethod;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.ModelInfo;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** An evaluation for people. */
record EvaluationReport(Evaluation evaluation, List<Robustness.Row> robustness, ModelInfo model) {

  void print(PrintWriter out, Evaluation.Resamples resamples) {
    line(
        out,
        "model %s: %d paragraphs of %d articles",
        model.version(),
        evaluation.paragraphs().size(),
        evaluation.articles().size());
    out.println();
    scores(out, resamples);
    confusion(out);
    parts(out, "by length", evaluation.byLength());
    parts(out, "by kind of outlet", evaluation.byOutletKind());
    parts(out, "by region", evaluation.byRegion());
    robustness(out);
    calibration(out);
  }

  private void scores(PrintWriter out, Evaluation.Resamples resamples) {
    line(
        out,
        "%-14s %9s %9s %9s %9s   F1 in 95 %% of resamples",
        "",
        "precision",
        "recall",
        "F1",
        "support");
    for (Label label : Label.values()) {
      Confusion.LabelScore score = evaluation.confusion().score(label);
      Evaluation.Interval interval = resamples.interval(drawn -> drawn.score(label).f1());
      line(
          out,
          "%-14s %9.4f %9.4f %9.4f %9d   %.4f to %.4f",
          label.wireName(),
          score.precision(),
          score.recall(),
          score.f1(),
          score.support(),
          interval.low(),
          interval.high());
    }
    Evaluation.Interval interval = resamples.interval(Confusion::macroF1);
    line(
        out,
        "%-14s %9s %9s %9.4f %9s   %.4f to %.4f",
        "macro",
        "",
        "",
        evaluation.macroF1(),
        "",
        interval.low(),
        interval.high());
    line(
        out,
        "accuracy %.4f, kind of attribution right %.4f",
        evaluation.accuracy(),
        evaluation.kindAccuracy());
    out.println();
  }

  private void parts(PrintWriter out, String title, List<Evaluation.Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    line(out, "%-34s %9s %9s   %s", title, "count", "accuracy", "F1 by label, in the order above");
    for (Evaluation.Part part : parts) {
      Confusion counts = part.evaluation().confusion();
      line(
          out,
          "%-34s %9d %9.4f   %.4f %.4f %.4f",
          Terminal.line(part.name()),
          part.evaluation().paragraphs().size(),
          part.evaluation().accuracy(),
          counts.score(Label.NEWS_BODY).f1(),
          counts.score(Label.ATTRIBUTION).f1(),
          counts.score(Label.SOLICITATION).f1());
    }
    out.println();
  }

  private void robustness(PrintWriter out) {
    if (robustness.isEmpty()) {
      return;
    }
    out.println("robustness");
    for (Robustness.Row row : robustness) {
      if (row.value().isPresent()) {
        line(out, "%-52s %11.4f", row.name(), row.value().getAsDouble());
      } else {
        line(out, "%-52s %11s", row.name(), "none to try");
      }
    }
    out.println();
  }

  private void confusion(PrintWriter out) {
    line(out, "%-14s %12s %12s %12s", "right \\ said", "news_body", "attribution", "solicitation");
    Confusion counts = evaluation.confusion();
    for (Label actual : Label.values()) {
      out.print(String.format(Locale.ROOT, "%-14s", actual.wireName()));
      for (Label predicted : Label.values()) {
        out.print(String.format(Locale.ROOT, " %12d", counts.count(actual, predicted)));
      }
      out.println();
    }
    out.println();
  }

  private void calibration(PrintWriter out) {
    line(out, "%-14s %9s %12s %12s", "confidence", "count", "mean", "right");
    List<Evaluation.Bin> bins = evaluation.bins();
    for (int i = 0; i < bins.size(); i++) {
      Evaluation.Bin bin = bins.get(i);
      if (bin.count() > 0) {
        String range = String.format(Locale.ROOT, "%.1f to %.1f", i / 10.0, (i + 1) / 10.0);
        line(out, "%-14s %9d %12.4f %12.4f", range, bin.count(), bin.confidence(), bin.accuracy());
      }
    }
    line(
        out,
        "calibration error (ECE, %d bins) %.4f",
        Evaluation.BINS,
        evaluation.calibrationError());
    line(
        out,
        "confidence of at least %.3f: %.1f %% of paragraphs, right %.2f %%",
        model.reviewBelow(),
        100 * evaluation.shareFrom(model.reviewBelow()),
        100 * evaluation.accuracyFrom(model.reviewBelow()));
  }

  @FormatMethod
  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
