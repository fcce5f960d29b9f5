package dev.copydesk.article;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Objects' bytes for tests, and what the reader makes of them. */
final class Bytes {

  private Bytes() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] windows1252(String text) {
    return text.getBytes(Charset.forName("windows-1252"));
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

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = new byte[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  static byte[] of(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static Article read(byte[] bytes) throws ArticleRejected, IOException {
    return new ArticleReader(Limits.DEFAULT).read(new ByteArrayInputStream(bytes));
  }

  static List<String> texts(String text) throws ArticleRejected, IOException {
    return read(utf8(text)).texts();
  }
}
