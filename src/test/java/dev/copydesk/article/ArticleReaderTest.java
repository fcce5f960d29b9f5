package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.Rejection.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArticleReaderTest {

  private static final String TEXT = "“Ten 000,” said Zoë — café.";

  @Test
  void utf8IsReadWithAndWithoutByteOrderMark() throws Exception {
    assertEquals(List.of(TEXT), Bytes.texts(TEXT));
    assertEquals(List.of(TEXT), Bytes.texts("\ufeff" + TEXT));
    assertEquals(TEXT, Bytes.read(Bytes.utf8("\ufeff" + TEXT)).text(), "the mark is no text");
  }

  @Test
  void utf16IsReadByItsByteOrderMark() throws Exception {
    byte[] big = Bytes.join(Bytes.of(0xfe, 0xff), TEXT.getBytes(StandardCharsets.UTF_16BE));
    byte[] little = Bytes.join(Bytes.of(0xff, 0xfe), TEXT.getBytes(StandardCharsets.UTF_16LE));
    assertEquals(List.of(TEXT), Bytes.read(big).texts());
    assertEquals(List.of(TEXT), Bytes.read(little).texts());
  }

  @Test
  void plainWindows1252IsReadAsWhatItIs() throws Exception {
    assertEquals(List.of(TEXT), Bytes.read(Bytes.windows1252(TEXT)).texts());
  }

  @Test
  void aPageIsReadByItsOwnCharset() throws Exception {
    String page =
        "<html><head><meta charset=\"iso-8859-5\"></head><body><p>Мост закрыт</p></body></html>";
    assertEquals(
        List.of("Мост закрыт"), Bytes.read(page.getBytes(Charset.forName("ISO-8859-5"))).texts());
  }

  @Test
  void damagedUtf8IsRefusedAndNamesThePlace() {
    byte[] damaged = Bytes.utf8("Zoë and Éloïse went to the café – twice");
    byte[] cut = Arrays.copyOf(damaged, damaged.length + 1);
    cut[damaged.length] = (byte) 0xe2;
    Rejection rejection = rejection(cut);
    assertEquals(Reason.MALFORMED_ENCODING, rejection.reason());
    assertTrue(rejection.detail().contains("0xe2 at byte " + damaged.length), rejection.detail());
  }

  @Test
  void aTornUtf16IsRefused() {
    assertEquals(Reason.MALFORMED_ENCODING, reason(Bytes.of(0xfe, 0xff, 0x00, 0x41, 0xd8, 0x00)));
  }

  @Test
  void bytesUndefinedInWindows1252AreRefused() {
    assertEquals(
        Reason.MALFORMED_ENCODING,
        reason(Bytes.join(Bytes.utf8("The bridge is closed "), Bytes.of(0x81))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\n\t",
        "\ufeff",
        "\u00a0\u200b",
        "<html><body></body></html>",
        "<p> </p>"
      })
  void nothingToReadIsEmpty(String text) {
    assertEquals(Reason.EMPTY, reason(Bytes.utf8(text)));
  }

  @Test
  void commonFilesAreNamedWhenTheyAreRefused() {
    assertUnsupported("a PDF document", Bytes.utf8("%PDF-1.7 something"));
    assertUnsupported("a PNG image", Bytes.of(0x89, 'P', 'N', 'G', 13, 10, 26, 10));
    assertUnsupported("a JPEG image", Bytes.of(0xff, 0xd8, 0xff, 0xe0));
    assertUnsupported("a ZIP archive or an Office document", Bytes.of('P', 'K', 3, 4, 0));
    assertUnsupported("a gzip inside a gzip", Bytes.gzip(Bytes.gzip(Bytes.utf8(TEXT))));
    assertUnsupported(
        "XML of root element 'rss'",
        Bytes.utf8("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"></rss>"));
  }

  private static void assertUnsupported(String found, byte[] bytes) {
    Rejection rejection = rejection(bytes);
    assertEquals(Reason.UNSUPPORTED_FORMAT, rejection.reason());
    assertTrue(rejection.detail().endsWith("found " + found), rejection.detail());
  }

  @Test
  void randomBytesAreNeverAnArticle() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] noise = new byte[400];
      new Random(seed).nextBytes(noise);
      assertThrows(ArticleRejected.class, () -> Bytes.read(noise), "seed " + seed);
    }
  }

  @Test
  void textWithNulIsNoText() {
    assertEquals(Reason.NOT_TEXT, reason(Bytes.utf8("The bridge\0is closed")));
  }

  @Test
  void gzipIsUnpackedByContent() throws Exception {
    Article article = Bytes.read(Bytes.gzip(Bytes.utf8(TEXT)));
    assertEquals(List.of(TEXT), article.texts());
    assertEquals(Bytes.gzip(Bytes.utf8(TEXT)).length, article.bytes(), "the size as stored");
  }

  @Test
  void gzipOfSeveralMembersIsReadWhole() throws Exception {
    byte[] two =
        Bytes.join(Bytes.gzip(Bytes.utf8("First.\n")), Bytes.gzip(Bytes.utf8("Second.\n")));
    assertEquals(List.of("First.", "Second."), Bytes.read(two).texts());
  }

  @Test
  void gzipIsNeverHalfRead() {
    byte[] whole = Bytes.gzip(Bytes.utf8(TEXT.repeat(500)));
    for (int length = 2; length < whole.length; length++) {
      assertEquals(
          Reason.DAMAGED_GZIP, reason(Arrays.copyOf(whole, length)), "cut after " + length);
    }
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1; // the checksum
    assertEquals(Reason.DAMAGED_GZIP, reason(flipped));
  }

  @Test
  void aGzipBombStopsAtTheLimit() {
    byte[] bomb = Bytes.gzip(new byte[Limits.DEFAULT.unpackedBytes() + 1]);
    assertTrue(bomb.length < 100_000, "a small object");
    assertEquals(Reason.UNPACKS_TOO_LARGE, reason(bomb));
  }

  @Test
  void eachLimitIsMetAndKept() throws Exception {
    Limits limits = new Limits(60, 80, 3, 40);
    ArticleReader reader = new ArticleReader(limits);
    assertEquals(3, read(reader, "one\ntwo\nthree").paragraphs().size());
    assertEquals(Reason.TOO_MANY_PARAGRAPHS, reason(reader, "1\n2\n3\n4"));
    assertEquals(1, read(reader, "é".repeat(20)).paragraphs().size());
    assertEquals(Reason.TOO_LARGE, reason(reader, "é".repeat(20) + "e"));
    assertEquals(1, read(reader, " ".repeat(59) + "e").paragraphs().size());
    assertEquals(Reason.TOO_LARGE, reason(reader, " ".repeat(60) + "e"));
  }

  @Test
  void aTooLargeObjectIsNotReadToItsEnd() {
    class Endless extends InputStream {
      long taken;

      @Override
      public int read() {
        taken++;
        return 'a';
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        Arrays.fill(bytes, offset, offset + length, (byte) 'a');
        taken += length;
        return length;
      }
    }
    Endless endless = new Endless();
    ArticleRejected rejected =
        assertThrows(ArticleRejected.class, () -> new ArticleReader(Limits.DEFAULT).read(endless));
    assertEquals(Reason.TOO_LARGE, rejected.rejection().reason());
    assertEquals(Limits.DEFAULT.storedBytes() + 1, endless.taken);
  }

  @Test
  void aRejectionNeverShowsTheText() {
    String secret = "swordfish";
    for (byte[] bytes :
        List.of(
            Bytes.utf8(secret + "\0" + secret),
            Bytes.join(Bytes.utf8(secret), Bytes.of(0x81)),
            Bytes.utf8("%PDF-" + secret))) {
      assertFalse(rejection(bytes).detail().contains(secret));
    }
  }

  private static Article read(ArticleReader reader, String text)
      throws ArticleRejected, IOException {
    return reader.read(new ByteArrayInputStream(Bytes.utf8(text)));
  }

  private static Reason reason(ArticleReader reader, String text) {
    return assertThrows(ArticleRejected.class, () -> read(reader, text)).rejection().reason();
  }

  private static Reason reason(byte[] bytes) {
    return rejection(bytes).reason();
  }

  private static Rejection rejection(byte[] bytes) {
    return assertThrows(ArticleRejected.class, () -> Bytes.read(bytes)).rejection();
  }
}
