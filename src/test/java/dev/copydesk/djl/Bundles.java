package dev.copydesk.djl;

import java.nio.file.Path;

/** The bundle that is deployed, loaded once for all tests of this process. */
final class Bundles {

  static final Path DEPLOYED = Path.of("model/bundle");

  private Bundles() {}

  static OnnxParagraphClassifier shared() {
    return Shared.CLASSIFIER;
  }

  private static final class Shared {
    static final OnnxParagraphClassifier CLASSIFIER = OnnxParagraphClassifier.load(DEPLOYED, 1);
  }
}
