package dev.copydesk.article;

import dev.copydesk.article.Rejection.Reason;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks gzip, told by its first bytes and never by a name. */
final class Gzip {

  private Gzip() {}

  static boolean isPacked(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  /**
   * @param most unpacked bytes; unpacking stops there
   */
  static byte[] unpack(byte[] packed, int most) throws ArticleRejected {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] unpacked = stream.readNBytes(most + 1);
      if (unpacked.length > most) {
        throw new ArticleRejected(
            Reason.UNPACKS_TOO_LARGE,
            "expected gzip of at most %d bytes unpacked, found more".formatted(most));
      }
      return unpacked;
    } catch (EOFException e) {
      throw new ArticleRejected(
          Reason.DAMAGED_GZIP,
          "expected a whole gzip, found one cut off after %d bytes".formatted(packed.length));
    } catch (ZipException e) {
      throw new ArticleRejected(
          Reason.DAMAGED_GZIP, "expected a sound gzip, found: " + e.getMessage());
    } catch (StackOverflowError e) {
      // GZIPInputStream goes one call deeper for each empty member.
      throw new ArticleRejected(
          Reason.DAMAGED_GZIP, "expected a gzip of few members, found thousands of empty ones");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }
}
