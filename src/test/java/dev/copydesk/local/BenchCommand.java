package dev.copydesk.local;

import dev.copydesk.djl.OnnxParagraphClassifier;
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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path bundle = Path.of(System.getProperty("copydesk.model", "model/bundle"));
    long before = System.nanoTime();
    try (OnnxParagraphClassifier classifier = OnnxParagraphClassifier.load(bundle, threads)) {
      out.printf(Locale.ROOT, "model loaded and verified in %d ms%n", millisSince(before));
      out.printf("%-12s %10s %10s %10s%n", "paragraphs", "min ms", "median ms", "max ms");
      for (int size : SIZES) {
        long[] millis = measure(classifier, article(size));
        out.printf("%-12d %10d %10d %10d%n", size, millis[0], millis[runs / 2], millis[runs - 1]);
        out.flush();
      }
    }
    out.printf("peak memory of the process %s%n", peakMemory());
    out.flush();
    return 0;
  }

  private long[] measure(OnnxParagraphClassifier classifier, List<String> article) {
    for (int i = 0; i < WARM_UP; i++) {
      classifier.classify(article);
    }
    long[] millis = new long[runs];
    for (int i = 0; i < runs; i++) {
      long before = System.nanoTime();
      classifier.classify(article);
      millis[i] = millisSince(before);
    }
    Arrays.sort(millis);
    return millis;
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
