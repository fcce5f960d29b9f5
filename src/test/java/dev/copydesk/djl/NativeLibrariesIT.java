package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the function's folder as the build lays it out. */
final class NativeLibrariesIT {

  private static final Path LIB = Path.of("target/function/lib");

  @TempDir Path folder;

  @Test
  void eachLibraryOfThePackageIsVerified() throws IOException {
    try (var files = Files.list(LIB)) {
      Set<String> found = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".so"))
          .forEach(found::add);
      assertEquals(found, NativeLibraries.hashes().keySet());
    }
    NativeLibraries.verify(LIB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libjnidispatch.so",
        "libonnxruntime.so",
        "libonnxruntime4j_jni.so",
        "libtokenizers.so"
      })
  void oneByteMoreIsFound(String name) throws IOException {
    for (String library : NativeLibraries.hashes().keySet()) {
      Files.copy(LIB.resolve(library), folder.resolve(library));
    }
    Files.write(folder.resolve(name), new byte[1], StandardOpenOption.APPEND);
    assertNamed(name);
    Files.delete(folder.resolve(name));
    assertNamed(name);
  }

  private void assertNamed(String name) {
    String message =
        assertThrows(IllegalStateException.class, () -> NativeLibraries.verify(folder))
            .getMessage();
    assertEquals(
        "native library: %s: expected".formatted(folder.resolve(name)),
        String.valueOf(message).replaceAll("expected .*", "expected"));
  }
}
