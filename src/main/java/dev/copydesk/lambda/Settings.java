package dev.copydesk.lambda;

import dev.copydesk.article.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the function is told by its environment.
 *
 * @param threads of the model for one article
 * @param s3PathStyle whether the bucket stands in the path, as S3 servers of one's own want it
 * @param function its name
 */
record Settings(
    String table, Path model, Limits limits, int threads, boolean s3PathStyle, String function) {

  static final String TABLE = "TABLE_NAME";
  static final String MODEL = "MODEL_DIR";
  static final String STORED_BYTES = "MAX_STORED_BYTES";
  static final String UNPACKED_BYTES = "MAX_UNPACKED_BYTES";
  static final String PARAGRAPHS = "MAX_PARAGRAPHS";
  static final String TEXT_BYTES = "MAX_TEXT_BYTES";
  static final String THREADS = "MODEL_THREADS";
  static final String S3_PATH_STYLE = "S3_PATH_STYLE";
  static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME";

  private static final int MOST_THREADS = 64;

  /**
   * @throws IllegalArgumentException that names every fault at once
   */
  static Settings from(Map<String, String> environment) {
    Values values = new Values(environment, new ArrayList<>());
    String table = values.required(TABLE);
    Path model = Path.of(environment.getOrDefault(MODEL, "/opt/model"));
    Limits limits = Limits.DEFAULT;
    int stored = values.number(STORED_BYTES, limits.storedBytes(), 64_000_000);
    int unpacked = values.number(UNPACKED_BYTES, limits.unpackedBytes(), 64_000_000);
    int paragraphs = values.number(PARAGRAPHS, limits.paragraphs(), limits.paragraphs());
    int text = values.number(TEXT_BYTES, limits.textBytes(), limits.textBytes());
    int threads = values.number(THREADS, 1, MOST_THREADS);
    boolean pathStyle = values.flag(S3_PATH_STYLE);
    values.refuseFaults();
    return new Settings(
        table,
        model,
        new Limits(stored, unpacked, paragraphs, text),
        threads,
        pathStyle,
        environment.getOrDefault(FUNCTION, "copydesk"));
  }

  private record Values(Map<String, String> environment, List<String> faults) {

    String required(String name) {
      String value = environment.getOrDefault(name, "");
      if (value.isBlank()) {
        faults.add("expected a value for %s, found none".formatted(name));
      }
      return value;
    }

    int number(String name, int preset, int most) {
      String value = environment.getOrDefault(name, Integer.toString(preset));
      try {
        int number = Integer.parseInt(value);
        if (number >= 1 && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // named below, like a number out of range
      }
      faults.add("expected %s to be 1 to %d, found '%s'".formatted(name, most, value));
      return preset;
    }

    boolean flag(String name) {
      String value = environment.getOrDefault(name, "false");
      if (!value.equals("true") && !value.equals("false")) {
        faults.add("expected %s to be true or false, found '%s'".formatted(name, value));
      }
      return value.equals("true");
    }

    void refuseFaults() {
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException("settings: " + String.join("; ", faults));
      }
    }
  }
}
