package dev.copydesk.cli;

import dev.copydesk.article.Paragraph;
import dev.copydesk.labelling.ModelInfo;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the model against labels by people. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Scores the model on articles labelled by people.",
      "Prints precision, recall and F1 by label with their 95 %% intervals by bootstrap over",
      "articles, the confusion table, scores by paragraph length and by kind of outlet (where the",
      "file has an \"outletKind\"), and the calibration.",
      "Paragraphs whose label is null are shown to the model and not scored."
    })
final class EvaluateCommand implements Callable<Integer> {

  private static final int SAMPLES = 1_000;
  private static final long SEED = 20_261_124;

  @Parameters(
      paramLabel = "LABELLED.jsonl",
      description =
          "One article a line: {\"id\", \"paragraphs\": [{\"text\", \"label\", \"kind\"}]}.")
  private Path file = Path.of("");

  @Mixin private ModelOption model = new ModelOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<LabelledFile.Gold> articles = LabelledFile.read(file);
    try (var classifier = model.load()) {
      List<Evaluation.Graded> graded = new ArrayList<>();
      Progress progress = new Progress(spec.commandLine().getErr(), articles.size());
      for (LabelledFile.Gold article : articles) {
        graded.add(grade(article, classifier));
        progress.step();
      }
      Evaluation evaluation = new Evaluation(graded);
      print(evaluation, classifier.model());
      return 0;
    }
  }

  /** The texts are read as an upload's would be: white space collapsed, nothing else changed. */
  private static Evaluation.Graded grade(
      LabelledFile.Gold article, ParagraphClassifier classifier) {
    List<String> texts = article.texts().stream().map(Paragraph::normalise).toList();
    List<Prediction> predictions = classifier.classify(texts);
    List<Evaluation.Scored> scored = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = predictions.get(i);
      int words = texts.get(i).split(" ", -1).length;
      article
          .answers()
          .get(i)
          .map(answer -> new Evaluation.Scored(answer.label(), answer.kind(), prediction, words))
          .ifPresent(scored::add);
    }
    return new Evaluation.Graded(article.outletKind(), scored);
  }

  private void print(Evaluation evaluation, ModelInfo info) {
    PrintWriter out = spec.commandLine().getOut();
    new EvaluationReport(evaluation, info).print(out, evaluation.resamples(SAMPLES, SEED));
    out.flush();
  }
}
