package dev.copydesk.article;

/**
 * One block of text.
 *
 * @param position from 0, in reading order
 * @param text on one line: runs of white space are one space, none at the ends; never empty
 * @param start UTF-16 offset of the block in the article's decoded text
 * @param length UTF-16 units of the block there, line breaks and mark-up inside it included
 */
public record Paragraph(int position, String text, int start, int length) {

  public Paragraph {
    if (position < 0 || start < 0 || length <= 0 || text.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a text at position, start >= 0 and length > 0, found %d, %d, %d"
              .formatted(position, start, length));
    }
  }

  /** A block's text as a paragraph has it: on one line, white space collapsed. */
  public static String normalise(CharSequence block) {
    return Spaces.collapse(block);
  }

  public int end() {
    return start + length;
  }
}
