package dev.copydesk.local;

import dev.copydesk.article.Limits;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.labelling.ParagraphClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures what labelling costs on this machine. Figures of one run stand beside each other only.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how long labelling takes on this machine, and in how much memory.")
final class BenchCommand implements Callable<Integer> {

  private static final int[] SIZES = {1, 30, 100, 500};
  private static final int WARM_UP = 3;

  @Option(
      names = "--runs",
      defaultValue = "15",
      description = "Of each size (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Of the model (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "Another bundle, measured in turn with the deployed one.")
  private @Nullable Path against;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path bundle = Path.of(System.getProperty("copydesk.model", "model/bundle"));
    long before = System.nanoTime();
    try (OnnxParagraphClassifier classifier = OnnxParagraphClassifier.load(bundle, threads);
        OnnxParagraphClassifier other =
            against == null ? null : OnnxParagraphClassifier.load(against, threads)) {
      out.printf(Locale.ROOT, "loaded and verified in %d ms%n", millisSince(before));
      out.printf("%-12s %10s %10s %10s%n", "paragraphs", "min ms", "median ms", "max ms");
      warmUp(classifier);
      if (other != null) {
        warmUp(other);
      }
      for (int size : SIZES) {
        compare(new Sample(Integer.toString(size), article(size), runs), classifier, other);
      }
      compare(new Sample("costliest", costliest(), 1), classifier, other);
    }
    out.printf("peak memory of the process %s%n", peakMemory());
    out.flush();
    return 0;
  }

  private record Sample(String name, List<String> article, int runs) {}

  private void compare(
      Sample sample, ParagraphClassifier classifier, @Nullable ParagraphClassifier other) {
    PrintWriter out = spec.commandLine().getOut();
    long[] own = new long[sample.runs()];
    long[] others = new long[sample.runs()];
    for (int i = 0; i < sample.runs(); i++) {
      own[i] = micros(classifier, sample.article());
      others[i] = other == null ? 0 : micros(other, sample.article());
    }
    print(out, sample.name(), own);
    if (other != null) {
      print(out, "  the other", others);
      out.printf(
          Locale.ROOT,
          "  the other takes %.2f times as long%n",
          (double) others[others.length / 2] / own[own.length / 2]);
    }
    out.flush();
  }

  private static void warmUp(ParagraphClassifier classifier) {
    for (int size : SIZES) {
      for (int i = 0; i < WARM_UP; i++) {
        classifier.classify(article(size));
      }
    }
  }

  private static long micros(ParagraphClassifier classifier, List<String> article) {
    long before = System.nanoTime();
    classifier.classify(article);
    return (System.nanoTime() - before) / 1_000;
  }

  private static void print(PrintWriter out, String name, long[] micros) {
    Arrays.sort(micros);
    out.printf(
        Locale.ROOT,
        "%-12s %10.1f %10.1f %10.1f%n",
        name,
        micros[0] / 1e3,
        micros[micros.length / 2] / 1e3,
        micros[micros.length - 1] / 1e3);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  /** Paragraphs of 5 to 70 made-up words: about the lengths of news. */
  private static List<String> article(int size) {
    Random random = new Random(size);
    List<String> paragraphs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      paragraphs.add(String.join(" ", Collections.nCopies(5 + random.nextInt(65), "bridge")) + ".");
    }
    return paragraphs;
  }

  /** As much as is labelled at most, every byte of it a token. */
  private static List<String> costliest() {
    Limits most = Limits.DEFAULT;
    return Collections.nCopies(most.paragraphs(), "?".repeat(most.textBytes() / most.paragraphs()));
  }

  private static String peakMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown on this system";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.substring("VmHWM:".length()).strip())
        .findFirst()
        .orElse("unknown");
  }
}
