package dev.copydesk.cli;

import dev.copydesk.labelling.LabelledParagraph;
import java.util.List;

/**
 * An article as the command line shows it.
 *
 * @param article path or {@code s3://} address, as given
 */
public record LabelledText(String article, List<LabelledParagraph> paragraphs) {

  public LabelledText {
    paragraphs = List.copyOf(paragraphs);
  }
}
