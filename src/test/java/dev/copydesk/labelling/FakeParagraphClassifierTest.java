package dev.copydesk.labelling;

final class FakeParagraphClassifierTest extends ParagraphClassifierContract {

  @Override
  protected ParagraphClassifier classifier() {
    return new FakeParagraphClassifier();
  }
}
