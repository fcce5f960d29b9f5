package dev.copydesk.labelling;

import java.util.Arrays;

/** The two kinds of {@link Label#ATTRIBUTION}. */
public enum Kind {
  /** Passes on what a source said. */
  STATEMENT("statement"),
  /** Says who made, supplied, dated or corrected the story. */
  CREDIT("credit");

  private final String wireName;

  Kind(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /**
   * @throws IllegalArgumentException if no kind has this wire name
   */
  public static Kind parse(String wireName) {
    return Arrays.stream(values())
        .filter(kind -> kind.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a kind of statement, credit, found " + wireName));
  }
}
