package dev.copydesk.cli;

import dev.copydesk.djl.OnnxParagraphClassifier;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model to use, and how. */
final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      defaultValue = "${sys:copydesk.model:-model/bundle}",
      description = "Folder of the model bundle (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("model/bundle");

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads of the model (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  OnnxParagraphClassifier load() {
    return OnnxParagraphClassifier.load(folder, Math.max(1, threads));
  }
}
