package dev.copydesk.cli;

/** Makes text of strangers safe and fit for a terminal. */
public final class Terminal {

  private Terminal() {}

  /** The text with everything that could steer a terminal or turn its direction made visible. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().map(c -> steers(c) ? 0xfffd : c).forEach(safe::appendCodePoint);
    return safe.toString();
  }

  /** The same, cut to `width` code points with an ellipsis. */
  public static String line(String text, int width) {
    String line = line(text);
    if (line.codePointCount(0, line.length()) <= width) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
  }

  /** Whether a terminal, or the direction of what follows, could be changed by it. */
  static boolean steers(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || (type == Character.FORMAT && c != 0x200d && c != 0xad)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
