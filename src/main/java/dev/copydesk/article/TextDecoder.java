package dev.copydesk.article;

import dev.copydesk.article.Rejection.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes to text: by byte order mark, as UTF-8, by an HTML page's own word, or as Windows-1252 where
 * they plainly are.
 */
final class TextDecoder {

  /** Where browsers look for a page's charset. */
  private static final int DECLARATION_BYTES = 1024;

  private static final Pattern DECLARATION =
      Pattern.compile(
          "<meta[^>]{0,200}charset\\s{0,8}=\\s{0,8}[\"']?([A-Za-z0-9_:.-]{1,40})",
          Pattern.CASE_INSENSITIVE);

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** Share of bytes above 0x7F beyond which text in a western language is not plausible. */
  private static final double MOST_HIGH = 0.25;

  private TextDecoder() {}

  static String decode(byte[] bytes) throws ArticleRejected {
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      return strictly(bytes, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return strictly(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, 0xff, 0xfe)) {
      return strictly(bytes, 2, StandardCharsets.UTF_16LE);
    }
    Optional<String> utf8 = attempt(bytes, 0, StandardCharsets.UTF_8);
    return utf8.isPresent() ? utf8.get() : otherThanUtf8(bytes);
  }

  private static String otherThanUtf8(byte[] bytes) throws ArticleRejected {
    Optional<Charset> declared = declared(bytes);
    if (declared.isPresent()) {
      return strictly(bytes, 0, declared.get());
    }
    if (!plainlyWindows1252(bytes)) {
      throw new ArticleRejected(
          Reason.MALFORMED_ENCODING,
          "expected UTF-8, UTF-16 with a byte order mark or Windows-1252, found bytes that are none of them: "
              + firstFault(bytes));
    }
    return strictly(bytes, 0, WINDOWS_1252);
  }

  private static Optional<Charset> declared(byte[] bytes) {
    String head =
        new String(
            bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    Matcher declaration = DECLARATION.matcher(head);
    if (!declaration.find() || !isCharset(declaration.group(1))) {
      return Optional.empty();
    }
    Charset charset = Charset.forName(declaration.group(1));
    if (charset.equals(StandardCharsets.UTF_8) || charset.name().startsWith("UTF-16")) {
      return Optional.empty(); // refuted: it was tried, or it would have a byte order mark
    }
    boolean latin =
        charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
    return Optional.of(latin ? WINDOWS_1252 : charset); // as the Encoding Standard reads them
  }

  private static boolean isCharset(String name) {
    return Character.isLetterOrDigit(name.charAt(0)) && Charset.isSupported(name);
  }

  /**
   * Plainly Windows-1252: nearly all ASCII, every high byte defined there, and no more sound UTF-8
   * sequences than stray bytes, which would speak of damaged UTF-8.
   */
  private static boolean plainlyWindows1252(byte[] bytes) {
    int high = 0;
    int sound = 0;
    int stray = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        continue;
      }
      high++;
      if (b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d) {
        return false;
      }
      int follow = sequenceLength(bytes, i) - 1;
      if (follow > 0) {
        sound++;
        high += follow;
        i += follow;
      } else {
        stray++;
      }
    }
    return stray > sound && high <= bytes.length * MOST_HIGH;
  }

  /** Length of the UTF-8 sequence at `at`, 0 if there is no sound one of two or more bytes. */
  private static int sequenceLength(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int length =
        lead >= 0xc2 && lead < 0xe0
            ? 2
            : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static String strictly(byte[] bytes, int from, Charset charset) throws ArticleRejected {
    return attempt(bytes, from, charset)
        .orElseThrow(
            () ->
                new ArticleRejected(
                    Reason.MALFORMED_ENCODING,
                    "expected %s, as the object itself says, found bytes that it does not allow"
                        .formatted(charset.name())));
  }

  private static Optional<String> attempt(byte[] bytes, int from, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String firstFault(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      int length = (bytes[i] & 0x80) == 0 ? 1 : sequenceLength(bytes, i);
      if (length == 0) {
        return "0x%s at byte %d".formatted(HexFormat.of().toHexDigits(bytes[i]), i);
      }
      i += length - 1;
    }
    return "an overlong or surrogate UTF-8 sequence";
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
