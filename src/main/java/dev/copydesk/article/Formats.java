package dev.copydesk.article;

import dev.copydesk.article.Rejection.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells formats apart by content. */
final class Formats {

  /** First bytes of what people upload by mistake, in Latin-1. */
  private static final Map<String, String> BINARY = new LinkedHashMap<>();

  static {
    BINARY.put("%PDF-", "a PDF document");
    BINARY.put("\u0089PNG", "a PNG image");
    BINARY.put("\u00ff\u00d8\u00ff", "a JPEG image");
    BINARY.put("GIF87a", "a GIF image");
    BINARY.put("GIF89a", "a GIF image");
    BINARY.put("RIFF", "a RIFF file (WebP, WAV or AVI)");
    BINARY.put("PK\u0003\u0004", "a ZIP archive or an Office document");
    BINARY.put("\u00d0\u00cf\u0011\u00e0", "an old Office document");
    BINARY.put("{\\rtf", "a rich text document");
    BINARY.put("%!PS", "a PostScript document");
    BINARY.put("BZh", "a bzip2 archive");
    BINARY.put("\u00fd7zXZ", "an xz archive");
    BINARY.put("(\u00b5/\u00fd", "a Zstandard archive");
    BINARY.put("7z\u00bc\u00af", "a 7-Zip archive");
    BINARY.put("\u007fELF", "a program");
    BINARY.put("SQLite format 3", "a database");
    BINARY.put("\u001f\u008b", "a gzip inside a gzip");
  }

  /** Elements that only HTML text begins with; a paragraph of prose may quote others. */
  private static final Set<String> HTML_STARTS =
      Set.of(
          "html",
          "head",
          "body",
          "title",
          "meta",
          "link",
          "style",
          "script",
          "article",
          "section",
          "main",
          "header",
          "footer",
          "nav",
          "aside",
          "div",
          "p",
          "h1",
          "h2",
          "h3",
          "h4",
          "ul",
          "ol",
          "table",
          "figure",
          "blockquote",
          "span",
          "a",
          "img",
          "br",
          "center",
          "font");

  /** Root elements that are named in a refusal; any other may be of the uploader's own making. */
  private static final Set<String> XML_ROOTS =
      Set.of("rss", "feed", "rdf", "svg", "nitf", "newsitem", "newsmessage", "plist", "urlset");

  private static final int NAME_LENGTH = 12;

  private static final int LONGEST_START = 16;

  private Formats() {}

  static void refuseBinary(byte[] bytes) throws ArticleRejected {
    int from = 0;
    while (from < bytes.length && isAsciiSpace(bytes[from])) {
      from++; // readers of PDF and PostScript skip it too
    }
    int length = Math.min(bytes.length - from, LONGEST_START);
    String start = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> format : BINARY.entrySet()) {
      if (start.startsWith(format.getKey())) {
        throw new ArticleRejected(
            Reason.UNSUPPORTED_FORMAT,
            "expected plain text, HTML or gzip of either, found " + format.getValue());
      }
    }
  }

  private static boolean isAsciiSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Text has no NUL and hardly any other control characters. */
  static void refuseControlCharacters(String text) throws ArticleRejected {
    long controls = text.chars().filter(Formats::isControl).count();
    boolean nul = text.indexOf('\0') >= 0;
    if (nul || controls * 1000 > text.length()) {
      throw new ArticleRejected(
          Reason.NOT_TEXT,
          "expected text, found %d control characters%s"
              .formatted(controls, nul ? ", NUL among them" : ""));
    }
  }

  private static boolean isControl(int c) {
    boolean space = c >= '\t' && c <= '\r';
    return (c < 0x20 && !space && c != 0x1b && c != 0x1a) || c == 0x7f || (c >= 0xfffe);
  }

  /**
   * Whether the first mark-up is a document type, a comment before an element, or an element of
   * HTML.
   */
  static boolean isHtml(String text) {
    int at = skipPrologue(text);
    if (text.regionMatches(true, at, "<!doctype", 0, 9)) {
      return text.substring(at, Math.min(text.length(), at + 40))
          .toLowerCase(Locale.ROOT)
          .contains("html");
    }
    return at < text.length()
        && text.charAt(at) == '<'
        && HTML_STARTS.contains(elementName(text, at + 1));
  }

  static void refuseOtherMarkup(String text) throws ArticleRejected {
    int at = skipSpace(text, 0);
    if (text.startsWith("<?xml", at)) {
      String root = elementName(text, Math.min(text.length(), skipPrologue(text) + 1));
      throw new ArticleRejected(
          Reason.UNSUPPORTED_FORMAT,
          "expected plain text or HTML, found XML"
              + (XML_ROOTS.contains(root) ? " of root element '%s'".formatted(root) : ""));
    }
  }

  private static int skipPrologue(String text) {
    int at = skipSpace(text, 0);
    while (text.startsWith("<!--", at) || text.startsWith("<?", at)) {
      String end = text.startsWith("<?", at) ? "?>" : "-->";
      int close = text.indexOf(end, at);
      if (close < 0) {
        return text.length();
      }
      at = skipSpace(text, close + end.length());
    }
    return at;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String elementName(String text, int from) {
    int to = from;
    while (to < text.length() && to - from < NAME_LENGTH && isNamePart(text.charAt(to))) {
      to++;
    }
    boolean closed =
        to < text.length()
            && (">/".indexOf(text.charAt(to)) >= 0 || Character.isWhitespace(text.charAt(to)));
    return closed ? text.substring(from, to).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
