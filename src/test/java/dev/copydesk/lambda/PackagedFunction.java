package dev.copydesk.lambda;

import dev.copydesk.local.LocalContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Stands in for Lambda's runtime in a JVM of its own: gives the event on standard input to the
 * function, then says on standard output which libraries are loaded and what lies in the temporary
 * folder and at home.
 */
final class PackagedFunction {

  static final String LOADED = "loaded ";
  static final String WRITTEN = "written ";

  private PackagedFunction() {}

  public static void main(String[] args) throws IOException {
    new ArticleHandler()
        .handleRequest(System.in, OutputStream.nullOutputStream(), new LocalContext());
    loaded().forEach(path -> System.out.println(LOADED + path));
    tell(System.getProperty("java.io.tmpdir"));
    tell(System.getProperty("user.home"));
  }

  /** Shared libraries in this process's memory, those of the system and the JDK left out. */
  private static Stream<String> loaded() throws IOException {
    String jdk = System.getProperty("java.home");
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).contains(".so"))
        .map(line -> line.substring(line.indexOf('/')))
        .filter(path -> !path.startsWith(jdk) && !path.matches("(/usr)?/lib(64)?/.*"))
        .distinct();
  }

  private static void tell(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      files.filter(Files::isRegularFile).forEach(file -> System.out.println(WRITTEN + file));
    }
  }
}
