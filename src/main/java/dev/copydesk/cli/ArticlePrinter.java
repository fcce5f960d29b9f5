package dev.copydesk.cli;

/** Prints labelled articles one after the other; closed once at the end. */
public interface ArticlePrinter extends AutoCloseable {

  void print(LabelledText article);

  @Override
  default void close() {}
}
