package dev.copydesk.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Large inputs by their recipes. Those ending in {@code .gz} are packed, so that they pass the
 * limit on stored bytes and come as close to the limit on unpacked ones as they can.
 */
final class Recipes {

  private static final int MILLION = 1_000_000;

  /** Just below the limit on unpacked bytes. */
  private static final int FULL = 7_999_000;

  /** Just below the limit on a page's tags. */
  private static final int TAGS = 49_990;

  private final List<HostileInput> inputs = new ArrayList<>();

  private Recipes() {
    sizes();
    gzips();
    lines();
    words();
    nestedElements();
    manyElements();
    attributes();
    tokens();
  }

  static List<HostileInput> all() {
    return new Recipes().inputs;
  }

  private void add(String name, Supplier<byte[]> bytes) {
    inputs.add(new HostileInput(name, bytes));
  }

  /** Text that is packed. */
  private void packed(String name, Supplier<String> text) {
    add(name, () -> gzip(utf8(text.get())));
  }

  /** A unit over and over, packed, up to the limit on unpacked bytes. */
  private void full(String name, String start, String unit) {
    packed(name, () -> start + unit.repeat((FULL - start.length()) / utf8(unit).length));
  }

  private void sizes() {
    add("hundred-megabytes-of-one-line.txt", () -> filled(100 * MILLION, 'a'));
    add("hundred-megabytes-of-zeros.bin", () -> new byte[100 * MILLION]);
    add("one-byte-over-the-limit.txt", () -> filled(4 * MILLION + 1, 'a'));
    add("exactly-the-limit-of-spaces.txt", () -> filled(4 * MILLION, ' '));
    full("eight-megabytes-of-one-line.txt.gz", "", "a");
    full("eight-megabytes-of-one-line-of-words.txt.gz", "", "ferry ");
    full("eight-megabytes-of-spaces-then-a-word.txt.gz", " ".repeat(7 * MILLION), "ferry ");
    full("eight-megabytes-of-wide-characters.txt.gz", "", "\ud83d\ude22");
  }

  private void gzips() {
    add("gzip-bomb-of-zeros.gz", () -> gzip(new byte[200 * MILLION]));
    add("gzip-bomb-of-a-page.gz", () -> gzip(filled(50 * MILLION, '<')));
    add("gzip-in-gzip-bomb.gz", () -> gzip(gzip(new byte[50 * MILLION])));
    add("gzip-of-two-hundred-thousand-empty-members.gz", () -> members(190_000, ""));
    add("gzip-of-a-hundred-thousand-members-of-a-letter.gz", () -> members(100_000, "a"));
    add("gzip-whose-name-is-megabytes-long.gz", Recipes::longName);
  }

  private void lines() {
    packed("eight-million-newlines.txt.gz", () -> "\n".repeat(FULL));
    packed("four-million-lines-of-a-letter.txt.gz", () -> "a\n".repeat(FULL / 2));
    packed("millions-of-blank-lines-around-a-word.txt.gz", () -> "\n".repeat(FULL - 5) + "Ferry");
    packed("millions-of-paragraph-separators.txt.gz", () -> "\u2029".repeat(FULL / 3));
    add("hundred-thousand-one-word-paragraphs.txt", () -> utf8("ferry\n\n".repeat(100_000)));
    add("thousands-of-one-word-paragraphs.html", () -> utf8("<p>ferry</p>".repeat(24_000)));
    add("thousand-paragraphs.txt", () -> utf8("The ferry will not sail.\n".repeat(1_000)));
    add("thousand-and-one-paragraphs.txt", () -> utf8("The ferry will not sail.\n".repeat(1_001)));
    add("thousand-and-one-paragraphs.html", () -> utf8("<p>Ferry</p>".repeat(1_001)));
    add("wrapped-lines-without-end.txt", () -> utf8(wrapped(2_000)));
    full("lines-that-all-look-wrapped.txt.gz", "", "a ferry to the island\n");
    full("stairs-of-indents.txt.gz", "", "  ferry\n    ferry\n");
  }

  private static String wrapped(int lines) {
    return "the ferry to the point will not sail this weekend since its rudder\n".repeat(lines);
  }

  private void words() {
    add("one-word-of-199,999-letters.txt", () -> filled(199_999, 'a'));
    add("one-word-of-200,001-letters.txt", () -> filled(200_001, 'a'));
    add("one-letter-under-ninety-thousand-marks.txt", () -> utf8("a" + "\u0301".repeat(90_000)));
    add("emoji-joined-without-end.txt", () -> utf8("\ud83d\udc68\u200d".repeat(20_000)));
    add("overrides-by-the-ten-thousand.txt", () -> utf8("a\u202e".repeat(40_000)));
    add("byte-order-marks-by-the-million.txt", () -> utf8("\ufeff".repeat(MILLION)));
    add("an-apostrophe-after-every-letter.txt", () -> utf8("a'".repeat(90_000)));
    add("a-full-stop-after-every-letter.txt", () -> utf8("a.".repeat(90_000)));
    add("windows-1252-stray-bytes-by-the-million.txt", () -> bytes("a\u00e9aaaa", 600_000));
    add("utf8-leads-by-the-million.txt", () -> bytes("\u00e2", 3 * MILLION));
    add("charset-declared-a-hundred-times.html", () -> bytes("<meta charset=\u00e9", 100));
    add("metas-without-charset-by-the-thousand.html", () -> bytes("<meta \u00e9", 40_000));
    full("entities-by-the-million.html.gz", "<p>", "&amp;");
    full("entities-without-semicolon-by-the-million.html.gz", "<p>", "&amp");
    full("entities-unknown-by-the-million.html.gz", "<p>", "&x");
    full("numeric-entities-by-the-million.html.gz", "<p>", "&#65;");
    full("ampersands-by-the-million.html.gz", "<p>", "&");
    packed(
        "one-numeric-entity-of-millions-of-digits.html.gz", () -> "<p>&#" + "9".repeat(FULL - 9));
    packed("one-named-entity-of-millions-of-letters.html.gz", () -> "<p>&" + "a".repeat(FULL - 9));
  }

  private void nestedElements() {
    packed("million-divs-deep.html.gz", () -> "<div>".repeat(MILLION) + "Ferry");
    for (String element :
        List.of(
            "div",
            "b",
            "a",
            "p",
            "table",
            "tr",
            "td",
            "select",
            "option",
            "button",
            "li",
            "ul",
            "dd",
            "h1",
            "form",
            "svg",
            "math",
            "template",
            "ruby",
            "rt",
            "nobr",
            "marquee",
            "object",
            "frameset",
            "body",
            "html",
            "head",
            "noscript",
            "font",
            "custom-element")) {
      tagged("unclosed-%s.html".formatted(element), "<" + element + ">", TAGS);
    }
    tagged("formatting-reopened-in-every-paragraph.html", "<p><b><i><u><s>x", TAGS / 5);
    tagged("misnested-links.html", "<a><div></a>", TAGS / 3);
    tagged("text-misplaced-in-tables.html", "<table>x", TAGS);
    tagged("rows-misplaced-in-tables.html", "<table><tr>x", TAGS / 2);
    tagged("tables-in-cells.html", "<table><tr><td>", TAGS / 3);
    add(
        "templates-in-mathematics-in-a-template.html",
        () -> utf8("<!doctype html><template><math>" + "<template>".repeat(600)));
    tagged("paragraphs-in-buttons.html", "<button><p>", TAGS / 2);
    tagged("formatting-in-objects.html", "<object><b>x", TAGS / 2);
    tagged("fonts-without-end.html", "<font><p>x", TAGS / 2);
    add("formatting-that-differs-each-time.html", () -> utf8(indexed(TAGS / 2, "<b id=%d><p>x")));
    add("fonts-that-differ-each-time.html", () -> utf8(indexed(TAGS, "<font size=%d>x")));
    full("formatting-reopened-without-end.html.gz", "<html>", "<p><b><i><u><s>x");
    full("text-misplaced-in-tables-without-end.html.gz", "<html>", "<table>x");
    full("objects-without-end.html.gz", "<html>", "<object>");
  }

  /** As many tags as are parsed at all. */
  private void tagged(String name, String unit, int times) {
    add(name, () -> utf8("<html>" + unit.repeat(times)));
  }

  private static String indexed(int count, String unit) {
    return "<html>" + joined(count, i -> unit.replace("%d", Integer.toString(i)));
  }

  private static String joined(int count, IntFunction<String> unit) {
    return IntStream.range(0, count).mapToObj(unit).collect(Collectors.joining());
  }

  private void manyElements() {
    full("line-breaks-by-the-million.html.gz", "<html>", "<br>");
    full("line-breaks-after-a-letter.html.gz", "<html>", "a<br>");
    full("end-tags-of-paragraphs-by-the-million.html.gz", "<html>", "</p>");
    full("end-tags-of-breaks-by-the-million.html.gz", "<html>", "</br>");
    full("end-tags-unknown-by-the-million.html.gz", "<html>", "</x>");
    full("comments-by-the-million.html.gz", "<html>", "<!---->");
    full("comments-unclosed-in-one.html.gz", "<html>", "<!--");
    full("comments-before-a-page.html.gz", "", "<!-- -->");
    full("instructions-before-a-page.html.gz", "", "<?a?>");
    full("less-than-signs-by-the-million.html.gz", "<p>", "<");
    full("tags-cut-off-by-the-million.html.gz", "<p>", "<a");
    full("end-tags-cut-off-by-the-million.html.gz", "<p>", "</");
    full("declarations-cut-off-by-the-million.html.gz", "<p>", "<!");
    full("sections-by-the-million.html.gz", "<p>", "<![CDATA[");
    full("doctypes-by-the-million.html.gz", "<!doctype html>", "<!doctype html>");
    full("scripts-by-the-million.html.gz", "<html>", "<script></script>");
    full("half-closed-script.html.gz", "<script>", "</scrip");
    full("half-closed-title.html.gz", "<title>", "</titl");
    full("escaped-scripts-by-the-million.html.gz", "<script>", "<!--<script>");
    full("images-by-the-million.html.gz", "<html>", "<img>");
    full("empty-paragraphs-of-spaces.html.gz", "<html>", "<p> ");
    full("left-out-parts-by-the-million.html.gz", "<html>", "<nav>x</nav>");
    full("spaces-between-letters-in-one-block.html.gz", "<p>", "a         ");
  }

  private void attributes() {
    packed(
        "attributes-by-the-million.html.gz",
        () -> "<p " + joined(900_000, i -> "a" + i + " ") + ">Ferry");
    full("one-attribute-of-millions-of-letters.html.gz", "<p style=\"", "x");
    full("one-attribute-name-of-millions-of-letters.html.gz", "<p ", "x");
    full("one-tag-name-of-millions-of-letters.html.gz", "<p", "x");
    full("quotes-by-the-million.html.gz", "<p a=\"", "\"' ");
    full("equals-signs-by-the-million.html.gz", "<p ", "= ");
    full("entities-in-an-attribute.html.gz", "<p a=\"", "&amp");
    full("spaces-in-a-style.html.gz", "<p style=\"display", " ");
    packed(
        "bodies-that-each-add-an-attribute.html.gz",
        () -> joined(300_000, i -> "<body a" + i + ">") + "<p>Ferry");
  }

  /** Within every limit, and as much work for the model as the limits allow. */
  private void tokens() {
    String marks = "!?.,;:".repeat(33);
    add("thousand-paragraphs-of-punctuation.txt", () -> utf8((marks + "\n").repeat(1_000)));
    add("thousand-paragraphs-of-digits.txt", () -> utf8(("1 2 ".repeat(49) + "\n").repeat(1_000)));
    add("thousand-paragraphs-of-a-letter.txt", () -> utf8("x\n".repeat(1_000)));
  }

  private static byte[] filled(int length, char c) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) c);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String latin1, int times) {
    return latin1.repeat(times).getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] gzip(byte[] bytes) {
    try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
      try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
        stream.write(bytes);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] members(int count, String text) {
    byte[] member = gzip(utf8(text));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(member);
    }
    return all.toByteArray();
  }

  /** A header with a file name, as RFC 1952 allows, of any length. */
  private static byte[] longName() {
    byte[] plain = gzip(utf8("Ferry"));
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(plain, 0, 3);
    named.write(8);
    named.write(plain, 4, 6);
    named.writeBytes(filled(3 * MILLION, 'n'));
    named.write(0);
    named.write(plain, 10, plain.length - 10);
    return named.toByteArray();
  }
}
