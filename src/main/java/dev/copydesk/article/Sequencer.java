package dev.copydesk.article;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The order of an object's states, as S3 gives it with each event: hexadecimal text, compared after
 * padding the shorter on the right with zeros.
 *
 * @param padded upper-case, always {@value #LENGTH} digits, so that plain text order is the order
 */
public record Sequencer(String padded) implements Comparable<Sequencer> {

  private static final int LENGTH = 64;
  private static final Pattern HEX = Pattern.compile("[0-9A-F]{1," + LENGTH + "}");

  public Sequencer {
    if (padded.length() != LENGTH || !HEX.matcher(padded).matches()) {
      throw new IllegalArgumentException(
          "expected a sequencer of %d hexadecimal digits, found '%s'".formatted(LENGTH, padded));
    }
  }

  /**
   * @param text as in the event: 1 to {@value #LENGTH} hexadecimal digits of either case
   * @throws IllegalArgumentException if it is anything else
   */
  public static Sequencer parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (!HEX.matcher(upper).matches()) {
      throw new IllegalArgumentException(
          "expected a sequencer of 1 to %d hexadecimal digits, found '%s'".formatted(LENGTH, text));
    }
    return new Sequencer(upper + "0".repeat(LENGTH - upper.length()));
  }

  @Override
  public int compareTo(Sequencer other) {
    return padded.compareTo(other.padded);
  }
}
