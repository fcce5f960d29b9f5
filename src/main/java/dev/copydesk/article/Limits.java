package dev.copydesk.article;

/**
 * How much of an object is read before it is refused.
 *
 * @param storedBytes of the object as stored
 * @param unpackedBytes after gzip, if it is packed
 * @param paragraphs of one article
 * @param textBytes all paragraphs' texts in UTF-8; with the paragraphs it bounds what one article
 *     takes in the table, where an item holds 400 KB
 */
public record Limits(int storedBytes, int unpackedBytes, int paragraphs, int textBytes) {

  /** The largest {@link #paragraphs} and {@link #textBytes} that fit an item of the table. */
  private static final int MOST_PARAGRAPHS = 1_000;

  private static final int MOST_TEXT_BYTES = 200_000;

  public static final Limits DEFAULT =
      new Limits(4_000_000, 8_000_000, MOST_PARAGRAPHS, MOST_TEXT_BYTES);

  public Limits {
    check("storedBytes", storedBytes, 64_000_000);
    check("unpackedBytes", unpackedBytes, 64_000_000);
    check("paragraphs", paragraphs, MOST_PARAGRAPHS);
    check("textBytes", textBytes, MOST_TEXT_BYTES);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "expected %s of 1 to %d, found %d".formatted(name, most, value));
    }
  }
}
