package dev.copydesk.article;

import java.time.Instant;
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

  /** S3's have 16 to 18; what is left orders the states of which no event told. */
  private static final int LONGEST_OF_AN_EVENT = 40;

  private static final Pattern HEX = Pattern.compile("[0-9A-F]+");
  private static final Pattern ZERO = Pattern.compile("0+");

  public Sequencer {
    if (padded.length() != LENGTH || !HEX.matcher(padded).matches()) {
      throw new IllegalArgumentException(
          "expected a sequencer of %d hexadecimal digits, found '%s'".formatted(LENGTH, padded));
    }
  }

  /**
   * @param text as in the event: 1 to {@value #LONGEST_OF_AN_EVENT} hexadecimal digits of either
   *     case, not all of them zero
   * @throws IllegalArgumentException if it is anything else
   */
  public static Sequencer parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.length() > LONGEST_OF_AN_EVENT
        || !HEX.matcher(upper).matches()
        || ZERO.matcher(upper).matches()) {
      throw new IllegalArgumentException(
          "expected a sequencer of 1 to %d hexadecimal digits, not all zero, found '%s'"
              .formatted(LONGEST_OF_AN_EVENT, text));
    }
    return new Sequencer(upper + "0".repeat(LENGTH - upper.length()));
  }

  /**
   * The order of a state of which no event told: among its like by the time of the last change,
   * before every state of which an event told.
   */
  public static Sequencer withoutEvent(Instant lastModified) {
    long millis = Math.max(lastModified.toEpochMilli(), 0);
    return new Sequencer(String.format(Locale.ROOT, "%0" + LENGTH + "X", millis));
  }

  @Override
  public int compareTo(Sequencer other) {
    return padded.compareTo(other.padded);
  }
}
