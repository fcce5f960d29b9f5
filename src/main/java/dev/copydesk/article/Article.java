package dev.copydesk.article;

import java.util.List;

/**
 * What an object's bytes say.
 *
 * @param text decoded, as uploaded (HTML mark-up included), without a byte order mark
 * @param paragraphs in reading order, at least one
 * @param bytes size of the object as stored
 */
public record Article(String text, List<Paragraph> paragraphs, long bytes) {

  public Article {
    paragraphs = List.copyOf(paragraphs);
    if (paragraphs.isEmpty()) {
      throw new IllegalArgumentException("expected at least one paragraph, found none");
    }
  }

  public List<String> texts() {
    return paragraphs.stream().map(Paragraph::text).toList();
  }
}
