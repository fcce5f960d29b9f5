package dev.copydesk.article;

/**
 * Why an object is no article.
 *
 * @param detail what was expected and what was found, in one line; never text of the article
 */
public record Rejection(Reason reason, String detail) {

  /** The closed set of reasons; the wire name is what tables and reports show. */
  public enum Reason {
    EMPTY("empty"),
    NOT_TEXT("not_text"),
    UNSUPPORTED_FORMAT("unsupported_format"),
    MALFORMED_ENCODING("malformed_encoding"),
    DAMAGED_GZIP("damaged_gzip"),
    TOO_LARGE("too_large"),
    UNPACKS_TOO_LARGE("unpacks_too_large"),
    TOO_MANY_PARAGRAPHS("too_many_paragraphs"),
    NOT_ENGLISH("not_english");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    /**
     * @throws IllegalArgumentException if no reason has this wire name
     */
    public static Reason parse(String wireName) {
      for (Reason reason : values()) {
        if (reason.wireName.equals(wireName)) {
          return reason;
        }
      }
      throw new IllegalArgumentException("expected a reason for rejection, found " + wireName);
    }
  }
}
