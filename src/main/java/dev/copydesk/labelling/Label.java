package dev.copydesk.labelling;

import java.util.Arrays;

/** What a paragraph is there to do; the meaning of each is fixed by the codebook. */
public enum Label {
  NEWS_BODY("news_body"),
  ATTRIBUTION("attribution"),
  SOLICITATION("solicitation");

  private final String wireName;

  Label(String wireName) {
    this.wireName = wireName;
  }

  /** The name in files, tables and bundles. */
  public String wireName() {
    return wireName;
  }

  /**
   * @throws IllegalArgumentException if no label has this wire name
   */
  public static Label parse(String wireName) {
    return Arrays.stream(values())
        .filter(label -> label.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a label of news_body, attribution, solicitation, found " + wireName));
  }
}
