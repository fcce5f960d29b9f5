package dev.copydesk.article;

import java.util.ArrayList;
import java.util.List;

/**
 * Paragraphs of plain text, in both of the shapes that people upload: one paragraph a line, and
 * hard-wrapped lines with blank lines or indents between paragraphs.
 *
 * <p>Lines end at CR, LF, CRLF, VT, FF, NEL and Unicode's line and paragraph separators. In a
 * hard-wrapped text a line break is inside a paragraph if the next line's first word would not have
 * fitted on the line, as every wrapping editor leaves it, or if the next line goes on in lower
 * case.
 */
final class PlainTextParagraphs {

  /** Nobody wraps wider; a longest line beyond this speaks of one paragraph a line. */
  private static final int WIDEST_WRAP = 132;

  private static final int NARROWEST_WRAP = 30;

  private final String text;
  private final List<Line> lines;
  private final int width;

  private PlainTextParagraphs(String text) {
    this.text = text;
    this.lines = lines(text);
    this.width = lines.stream().filter(Line::hasWords).mapToInt(Line::length).max().orElse(0);
  }

  static List<Paragraph> of(String text) {
    return new PlainTextParagraphs(text).split();
  }

  /**
   * A line without the white space at its ends.
   *
   * @param indented whether it began with two spaces or more, or a tab
   * @param hardEnd whether it ends at a paragraph separator or a form feed
   * @param hasWords whether there is more than one word
   */
  private record Line(int start, int end, boolean indented, boolean hardEnd, boolean hasWords) {
    int length() {
      return end - start;
    }

    boolean blank() {
      return start == end;
    }
  }

  private List<Paragraph> split() {
    boolean wrapped = isWrapped();
    List<Paragraph> paragraphs = new ArrayList<>();
    int first = 0;
    while (first < lines.size()) {
      int last = first;
      while (wrapped && last + 1 < lines.size() && goesOn(last)) {
        last++;
      }
      add(paragraphs, lines.get(first).start(), lines.get(last).end());
      first = last + 1;
    }
    return paragraphs;
  }

  private void add(List<Paragraph> paragraphs, int start, int end) {
    if (start < end) {
      String joined = Spaces.collapse(text.subSequence(start, end));
      paragraphs.add(new Paragraph(paragraphs.size(), joined, start, end - start));
    }
  }

  /**
   * Whether an editor broke the lines: where the next word did not fit, the next line mostly goes
   * on in lower case. (The break after the longest line always looks like that, so one is no
   * proof.)
   */
  private boolean isWrapped() {
    if (width > WIDEST_WRAP || width < NARROWEST_WRAP) {
      return false;
    }
    int full = 0;
    int lowerCase = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (!lines.get(i).blank() && !lines.get(i + 1).blank() && isFull(i)) {
        full++;
        lowerCase += startsInLowerCase(lines.get(i + 1)) ? 1 : 0;
      }
    }
    return lowerCase > 0 && lowerCase * 2 >= full;
  }

  /** Whether the paragraph of line `i` goes on in the next line. */
  private boolean goesOn(int i) {
    Line line = lines.get(i);
    Line next = lines.get(i + 1);
    if (line.blank() || next.blank() || line.hardEnd() || (next.indented() && !line.indented())) {
      return false;
    }
    return isFull(i) || startsInLowerCase(next);
  }

  /** Whether the next line's first word would not have fitted on line `i`. */
  private boolean isFull(int i) {
    return lines.get(i).length() + 1 + firstWordLength(lines.get(i + 1)) > width;
  }

  private boolean startsInLowerCase(Line line) {
    return Character.isLowerCase(text.codePointAt(line.start()));
  }

  private int firstWordLength(Line line) {
    int end = line.start();
    while (end < line.end() && !Spaces.isSpace(text.charAt(end))) {
      end++;
    }
    return end - line.start();
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && !isLineEnd(text.charAt(end))) {
        end++;
      }
      Line line = line(text, start, end);
      if (!line.blank() || lines.isEmpty() || !lines.getLast().blank()) {
        lines.add(line); // of many blank lines in a row one says it all
      }
      boolean crLf = text.startsWith("\r\n", end);
      start = end + (crLf ? 2 : 1);
    }
    return lines;
  }

  private static Line line(String text, int from, int to) {
    boolean hardEnd =
        to < text.length() && (text.charAt(to) == '\u2029' || text.charAt(to) == '\f');
    int start = from;
    while (start < to && Spaces.isSpace(text.charAt(start))) {
      start++;
    }
    int end = to;
    while (end > start && Spaces.isSpace(text.charAt(end - 1))) {
      end--;
    }
    boolean indented = start - from >= 2 || (start > from && text.charAt(from) == '\t');
    boolean hasWords = text.substring(start, end).chars().anyMatch(Spaces::isSpace);
    return new Line(start, end, indented, hardEnd, hasWords);
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }
}
