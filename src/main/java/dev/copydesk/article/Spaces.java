package dev.copydesk.article;

/** White space as articles have it: Unicode's, no-break spaces and invisible marks included. */
final class Spaces {

  private Spaces() {}

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || isInvisible(c);
  }

  /** Zero-width characters that carry no text of their own and stand at ends of blocks. */
  private static boolean isInvisible(int c) {
    return c == 0x200b || c == 0xfeff || c == 0x2060;
  }

  /** Runs of white space become one space; none is left at the ends. */
  static String collapse(CharSequence text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        pending = !collapsed.isEmpty();
      } else {
        if (pending) {
          collapsed.append(' ');
          pending = false;
        }
        collapsed.append(c);
      }
    }
    return collapsed.toString();
  }
}
