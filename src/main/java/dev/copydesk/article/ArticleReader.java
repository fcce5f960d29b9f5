package dev.copydesk.article;

import dev.copydesk.article.Rejection.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Turns an object's bytes into an article: unpacks, decodes, splits. Refuses, each for its own
 * reason and never half read, what is no article. Thread-safe.
 */
public final class ArticleReader {

  private final Limits limits;

  public ArticleReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param object read to its end or to the limit; not closed
   * @throws ArticleRejected if the object is no article or over a limit
   * @throws IOException if the stream itself fails
   */
  public Article read(InputStream object) throws ArticleRejected, IOException {
    byte[] stored = object.readNBytes(limits.storedBytes() + 1);
    if (stored.length > limits.storedBytes()) {
      throw new ArticleRejected(
          Reason.TOO_LARGE,
          "expected at most %d bytes, found more".formatted(limits.storedBytes()));
    }
    byte[] bytes = Gzip.isPacked(stored) ? Gzip.unpack(stored, limits.unpackedBytes()) : stored;
    Formats.refuseBinary(bytes);
    String text = TextDecoder.decode(bytes);
    Formats.refuseControlCharacters(text);
    List<Paragraph> paragraphs = paragraphs(text);
    check(paragraphs);
    return new Article(text, paragraphs, stored.length);
  }

  private List<Paragraph> paragraphs(String text) throws ArticleRejected {
    if (Formats.isHtml(text)) {
      return HtmlParagraphs.of(text);
    }
    Formats.refuseOtherMarkup(text);
    refuseTooManyLetters(text);
    return PlainTextParagraphs.of(text);
  }

  /** What cannot fit is not split first: a line takes many times the memory of its letter. */
  private void refuseTooManyLetters(String text) throws ArticleRejected {
    long letters = text.codePoints().filter(c -> !Spaces.isSpace(c)).count();
    if (letters > limits.textBytes()) {
      throw new ArticleRejected(
          Reason.TOO_LARGE,
          "expected at most %d bytes of paragraph text, found %d letters"
              .formatted(limits.textBytes(), letters));
    }
  }

  private void check(List<Paragraph> paragraphs) throws ArticleRejected {
    if (paragraphs.isEmpty()) {
      throw new ArticleRejected(Reason.EMPTY, "expected text, found none");
    }
    if (paragraphs.size() > limits.paragraphs()) {
      throw new ArticleRejected(
          Reason.TOO_MANY_PARAGRAPHS,
          "expected at most %d paragraphs, found %d"
              .formatted(limits.paragraphs(), paragraphs.size()));
    }
    long textBytes = paragraphs.stream().mapToLong(p -> utf8Length(p.text())).sum();
    if (textBytes > limits.textBytes()) {
      throw new ArticleRejected(
          Reason.TOO_LARGE,
          "expected at most %d bytes of paragraph text, found %d"
              .formatted(limits.textBytes(), textBytes));
    }
    Language.refuseOthers(paragraphs);
  }

  private static long utf8Length(String text) {
    return text.codePoints()
        .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
        .sum();
  }
}
