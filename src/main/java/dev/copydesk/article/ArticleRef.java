package dev.copydesk.article;

/**
 * One state of one uploaded object.
 *
 * @param key decoded, as the uploader gave it
 * @param versionId empty where the bucket is not versioned or the newest version is meant
 * @param eTag empty where the event had none
 */
public record ArticleRef(
    String bucket, String key, String versionId, String eTag, Sequencer sequencer) {

  private static final String SCHEME = "s3://";

  public ArticleRef {
    if (bucket.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a bucket and a key, found '%s' and '%s'".formatted(bucket, key));
    }
  }

  /**
   * @param address as of {@link #address()}
   * @throws IllegalArgumentException if it is no such address
   */
  public static ArticleRef of(String address, String versionId, String eTag, Sequencer sequencer) {
    int slash = address.startsWith(SCHEME) ? address.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0) {
      throw new IllegalArgumentException("expected s3://bucket/key, found " + address);
    }
    String bucket = address.substring(SCHEME.length(), slash);
    return new ArticleRef(bucket, address.substring(slash + 1), versionId, eTag, sequencer);
  }

  /** {@code s3://bucket/key}; names the article whatever its state. */
  public String address() {
    return SCHEME + bucket + "/" + key;
  }

  /**
   * The address on one line, for logs and messages: a key may hold any character, and one with a
   * line break must not look like a line of its own.
   */
  public String printable() {
    StringBuilder line = new StringBuilder();
    address().codePoints().forEach(c -> append(line, c));
    return line.toString();
  }

  private static void append(StringBuilder line, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          line.append("\\u{%x}".formatted(c));
      default -> line.appendCodePoint(c);
    }
  }

  /** The same event's order, but of the object as it is now. */
  public ArticleRef newestVersion() {
    return new ArticleRef(bucket, key, "", "", sequencer);
  }
}
