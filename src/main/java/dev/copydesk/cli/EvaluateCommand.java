package dev.copydesk.cli;

import dev.copydesk.labelling.ModelInfo;
import dev.copydesk.labelling.ParagraphClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the model against labels by people. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Scores the model on articles labelled by people. Prints precision, recall and F1 by label"
            + " with their 95 %% intervals by bootstrap over articles, the confusion table, scores"
            + " by paragraph length, by kind of outlet and by region (where the file has an"
            + " \"outletKind\" and a \"region\"), and the calibration. Paragraphs whose label is"
            + " null are shown to the model and not scored.")
final class EvaluateCommand implements Callable<Integer> {

  private static final int SAMPLES = 1_000;
  private static final long SEED = 20_261_124;

  @Parameters(
      paramLabel = "LABELLED.jsonl",
      description =
          "One article a line: {\"id\", \"paragraphs\": [{\"text\", \"label\", \"kind\"}]}.")
  private Path file = Path.of("");

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--robustness",
      description =
          "Also show how labels hold where only the form or the surroundings change: typography,"
              + " plain text and HTML, paragraphs alone, cut or joined articles, appeals in other"
              + " places. Takes about twelve times as long.")
  private boolean robustness;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<LabelledFile.Gold> articles = LabelledFile.read(file);
    try (var classifier = model.load()) {
      Progress progress = new Progress(spec.commandLine().getErr(), articles.size());
      List<Evaluation.Graded> graded = new ArrayList<>();
      for (LabelledFile.Gold article : articles) {
        graded.add(Evaluation.Graded.of(article, classifier));
        progress.step();
      }
      print(new Evaluation(graded), robustness(articles, classifier), classifier.model());
      return 0;
    }
  }

  private List<Robustness.Row> robustness(
      List<LabelledFile.Gold> articles, ParagraphClassifier classifier) {
    if (!robustness) {
      return List.of();
    }
    PrintWriter err = spec.commandLine().getErr();
    return new Robustness(classifier, new Progress(err, articles.size(), "robustness: "))
        .measure(articles);
  }

  private void print(Evaluation evaluation, List<Robustness.Row> robustness, ModelInfo info) {
    Evaluation.Resamples resamples = evaluation.resamples(SAMPLES, SEED);
    if (json) {
      String object = new EvaluationJson(file, evaluation, robustness, info).json(resamples);
      System.out.writeBytes((object + "\n").getBytes(StandardCharsets.UTF_8));
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    new EvaluationReport(evaluation, robustness, info).print(out, resamples);
    out.flush();
  }
}
