package dev.copydesk.cli;

import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRejected;
import dev.copydesk.article.Limits;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.ParagraphClassifier;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Labels files on this machine; needs no AWS. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description = "Labels files on this machine: plain text, HTML, gzip of either.")
final class ClassifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A file, a folder, or - for standard input.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Option(
      names = "--only",
      paramLabel = "LABEL",
      converter = LabelConverter.class,
      description = "Print only paragraphs of this label; may be repeated.")
  private List<Label> only = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write there instead of standard output.")
  private @Nullable Path output;

  @Mixin private ModelOption model = new ModelOption();

  @Spec private CommandSpec spec;

  private final ArticleReader reader = new ArticleReader(Limits.DEFAULT);

  @Override
  public Integer call() throws IOException {
    List<Inputs.Input> inputs = Inputs.of(paths);
    try (var classifier = model.load();
        PrintWriter out = out();
        ArticlePrinter printer = format.printer(out)) {
      int rejected = 0;
      Progress progress = new Progress(err(), inputs.size());
      for (Inputs.Input input : inputs) {
        rejected += print(input, classifier, printer) ? 0 : 1;
        progress.step();
      }
      return rejected == 0 ? 0 : Copydesk.REJECTED;
    }
  }

  private boolean print(
      Inputs.Input input, ParagraphClassifier classifier, ArticlePrinter printer) {
    try (InputStream bytes = input.open()) {
      printer.print(new LabelledText(input.name(), label(reader.read(bytes), classifier)));
      return true;
    } catch (ArticleRejected e) {
      Copydesk.complain(err(), input.name(), String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      Copydesk.complain(err(), input.name(), "expected a file or a folder, found none");
    } catch (IOException e) {
      Copydesk.complain(err(), input.name(), "could not be read: " + e.getMessage());
    }
    return false;
  }

  private List<LabelledParagraph> label(Article article, ParagraphClassifier classifier) {
    return LabelledArticle.pair(article, classifier.classify(article.texts()), classifier.model())
        .stream()
        .filter(p -> only.isEmpty() || only.contains(p.prediction().label()))
        .toList();
  }

  private PrintWriter out() throws IOException {
    if (output != null) {
      return new PrintWriter(Files.newBufferedWriter(output));
    }
    return new PrintWriter(
        new BufferedWriter(new java.io.OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
