package dev.copydesk.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No regular expression of ours takes more than linear time, whatever it is matched against.
 * Measured in characters looked at, not in seconds.
 */
final class RegularExpressionsTest {

  private static final Path CLASSES = Path.of("target/classes");
  private static final Path SOURCES = Path.of("src/main/java");

  private static final int TIMES = 1_500;

  /** Twice the text may cost twice as much, and a little for the ends. */
  private static final double LINEAR = 2.2;

  private static final Pattern INLINE =
      Pattern.compile("\\.(?:matches|replaceAll|replaceFirst|split)\\(\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** What patterns are pumped with: their own letters in pieces, and what none of them expects. */
  private static final List<String> PIECES =
      List.of(
          "<",
          "<meta",
          "meta ",
          "charset",
          "charset=",
          "=",
          " ",
          "\"",
          "a",
          "A",
          "0",
          "F",
          ">",
          "s3:",
          "^",
          "\u00e9",
          "e\u0301",
          "-",
          ".",
          ":",
          "\n");

  /** Text that counts how often a character of it is looked at. */
  private static final class Counted implements CharSequence {

    private final String text;
    private final long[] steps;

    Counted(String text, long[] steps) {
      this.text = text;
      this.steps = steps;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps[0]++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.substring(start, end), steps);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Pattern> constants() {
    List<Pattern> constants = new ArrayList<>();
    files(CLASSES, ".class").forEach(file -> add(constants, CLASSES.relativize(file)));
    return constants;
  }

  private static void add(List<Pattern> constants, Path file) {
    String name = file.toString().replace(File.separatorChar, '.').replaceAll("\\.class$", "");
    if (name.endsWith("package-info")) {
      return;
    }
    try {
      for (Field field : Class.forName(name).getDeclaredFields()) {
        if (field.getType() == Pattern.class) {
          field.setAccessible(true);
          constants.add((Pattern) field.get(null));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected constants of " + name, e);
    }
  }

  private static String source(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Pattern> inline() {
    return files(SOURCES, ".java")
        .flatMap(file -> INLINE.matcher(source(file)).results().toList().stream())
        .map(match -> Pattern.compile(match.group(1).translateEscapes()))
        .toList();
  }

  private static List<Pattern> patterns() {
    return Stream.concat(constants().stream(), inline().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void twiceTheTextCostsTwiceTheSteps(Pattern pattern) {
    for (String first : PIECES) {
      for (String second : PIECES) {
        long once = steps(pattern, (first + second).repeat(TIMES) + "\u0001");
        long twice = steps(pattern, (first + second).repeat(2 * TIMES) + "\u0001");
        assertTrue(
            twice <= once * LINEAR + 100,
            () -> "%s on '%s%s': %d, then %d steps".formatted(pattern, first, second, once, twice));
      }
    }
  }

  private static long steps(Pattern pattern, String text) {
    long[] steps = new long[1];
    Matcher matcher = pattern.matcher(new Counted(text, steps));
    boolean whole = matcher.matches();
    matcher.reset();
    while (matcher.find()) {
      whole |= matcher.end() == text.length();
    }
    return whole ? steps[0] : steps[0] + 1;
  }

  /** A pattern made elsewhere would escape this test. */
  @Test
  void everyPatternIsAConstant() {
    long made =
        files(SOURCES, ".java")
            .mapToLong(
                file ->
                    Pattern.compile("Pattern\\s*\\.compile\\(")
                        .matcher(source(file))
                        .results()
                        .count())
            .sum();
    assertEquals(made, constants().size());
    assertTrue(made >= 3, () -> made + " patterns");
  }

  /** The measure itself sees what it is to see. */
  @Test
  void aSuperlinearPatternIsFound() {
    Pattern bad = Pattern.compile("a*a*b");
    long once = steps(bad, "a".repeat(200));
    assertTrue(steps(bad, "a".repeat(400)) > once * 4, "cubic");
  }
}
