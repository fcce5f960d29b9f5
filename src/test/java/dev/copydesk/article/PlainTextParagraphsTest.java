package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextParagraphsTest {

  private static final int SEEDS = 300;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\r\n\r\n",
        "\u2028",
        "\u2029",
        "\u0085",
        "\f",
        "\u000b",
        "\r\r\n"
      })
  void everyLineEndSeparatesParagraphs(String lineEnd) throws Exception {
    assertEquals(
        List.of("The bridge is closed.", "By Tom Reed"),
        Bytes.texts("The bridge is closed." + lineEnd + "By Tom Reed" + lineEnd));
  }

  @Test
  void aLineIsAParagraphHoweverLong() throws Exception {
    String longLine = "The bridge was closed on Friday. ".repeat(20).strip();
    assertEquals(
        List.of(longLine, "Short.", longLine), Bytes.texts(longLine + "\nShort.\n" + longLine));
  }

  @Test
  void hardWrappedLinesAreJoined() throws Exception {
    assertEquals(
        List.of(
            "The bridge on the river was closed on Friday after a crack was found in its second pier, and it will stay closed.",
            "Traffic goes by the old ford."),
        Bytes.texts(
            """
            The bridge on the river was closed on Friday
            after a crack was found in its second pier,
            and it will stay closed.

            Traffic goes by the old ford.
            """));
  }

  @Test
  void shortLinesInAWrappedTextStayParagraphs() throws Exception {
    assertEquals(
        List.of(
            "By Tom Reed",
            "4 March",
            "The bridge on the river was closed on Friday after a crack was found in its second pier."),
        Bytes.texts(
            """
            By Tom Reed
            4 March

            The bridge on the river was closed on Friday
            after a crack was found in its second pier.
            """));
  }

  @Test
  void anIndentBeginsAParagraphOfAWrappedText() throws Exception {
    assertEquals(
        List.of(
            "The bridge on the river was closed on Friday after a crack was found in its second pier.",
            "It will stay closed until the summer, since the stone for the repair comes from far away."),
        Bytes.texts(
            """
              The bridge on the river was closed on Friday
            after a crack was found in its second pier.
              It will stay closed until the summer, since
            the stone for the repair comes from far away.
            """));
  }

  @Test
  void aLongAddressDoesNotHideTheWrapping() throws Exception {
    String address = "https://courier.example/" + "a".repeat(60);
    assertEquals(
        List.of(
            "The bridge on the river was closed on Friday after a crack was found in its second pier.",
            address),
        Bytes.texts(
            "The bridge on the river was closed on Friday\nafter a crack was found in its second pier.\n\n"
                + address
                + "\n"));
  }

  @Test
  void shortParagraphsALineAreNotTakenForWrapping() throws Exception {
    List<String> paragraphs =
        List.of("Bridge closed on Friday after crack found", "By Tom Reed", "Nobody was hurt.");
    assertEquals(paragraphs, Bytes.texts(String.join("\n", paragraphs)));
  }

  @Test
  void noBreakSpacesAndByteOrderMarksAreWhiteSpace() throws Exception {
    assertEquals(
        List.of("Ten 000 people"),
        Bytes.texts("\u00a0\u2003\ufeffTen\u00a0 \u202f000\tpeople\u200b\u00a0\n\u00a0\n"));
  }

  @Test
  void offsetsPointIntoTheDecodedText() throws Exception {
    Article article = Bytes.read(Bytes.utf8("\ufeff  Äpfel \ud83c\udf4e\r\n\r\nBirnen\r\n"));
    Paragraph second = article.paragraphs().get(1);
    assertEquals("Birnen", article.text().substring(second.start(), second.end()));
    assertEquals(new Paragraph(0, "Äpfel \ud83c\udf4e", 2, 8), article.paragraphs().get(0));
  }

  /** What is between the paragraphs is white space: nothing of a text is lost, doubled or moved. */
  @Test
  void joinedByTheirOffsetsParagraphsGiveBackTheText() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      String text = randomText(new Random(seed));
      assertEquals(text, rejoined(text, PlainTextParagraphs.of(text)), "seed " + seed);
    }
  }

  private static String rejoined(String text, List<Paragraph> paragraphs) {
    StringBuilder joined = new StringBuilder();
    for (Paragraph paragraph : paragraphs) {
      String gap = text.substring(joined.length(), paragraph.start());
      assertEquals("", Spaces.collapse(gap), "only white space between paragraphs");
      String block = text.substring(paragraph.start(), paragraph.end());
      assertEquals(paragraph.text(), Spaces.collapse(block), "a paragraph's text is its block's");
      joined.append(gap).append(block);
    }
    String rest = text.substring(joined.length());
    assertEquals("", Spaces.collapse(rest), "only white space after the last paragraph");
    return joined.append(rest).toString();
  }

  private static String randomText(Random random) {
    List<String> pieces =
        new ArrayList<>(
            List.of(
                "the ",
                "Bridge ",
                "closed",
                ".",
                " ",
                "  ",
                "\t",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "\u2028",
                "\u2029",
                "\u00a0",
                "\ufeff",
                "\u0085",
                "\f",
                "\"",
                "“",
                "ä",
                "\ud83c\udf4e",
                "a much longer piece of text that makes lines long "));
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(120);
    for (int i = 0; i < count; i++) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }
}
