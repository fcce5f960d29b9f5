package dev.copydesk.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The corpus: small inputs as files, large ones as recipes, and what is expected of each. */
public final class HostileInputs {

  private static final Path FILES = Path.of("src/test/resources/hostile");

  /** A line an input: its name, a tab, {@code labelled} and the paragraphs, or the reason. */
  private static final Path OUTCOMES = Path.of("src/test/resources/hostile-outcomes.txt");

  private HostileInputs() {}

  static List<HostileInput> all() {
    return Stream.concat(files(), Recipes.all().stream()).toList();
  }

  private static Stream<HostileInput> files() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().toList().stream()
          .map(file -> new HostileInput(file.getFileName().toString(), () -> bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The small ones alone. */
  public static List<byte[]> fileBytes() {
    return files().map(input -> input.bytes().get()).toList();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is expected, by name. */
  static Map<String, String> outcomes() {
    try (Stream<String> lines = Files.lines(OUTCOMES)) {
      Map<String, String> outcomes = new TreeMap<>();
      lines.forEach(
          line -> {
            int tab = line.indexOf('\t');
            outcomes.put(line.substring(0, tab), line.substring(tab + 1));
          });
      return outcomes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
