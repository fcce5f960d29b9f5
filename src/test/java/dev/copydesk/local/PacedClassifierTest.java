package dev.copydesk.local;

import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.ParagraphClassifierContract;
import java.time.Duration;

final class PacedClassifierTest extends ParagraphClassifierContract {

  @Override
  protected ParagraphClassifier classifier() {
    return new PacedClassifier(new FakeParagraphClassifier(), Duration.ofMillis(1));
  }
}
