package dev.copydesk.djl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The native code of the packaged function, which is loaded from where it lies: in the folder that
 * {@code onnxruntime.native.path} names. Where the property is not set, as on a developer's
 * machine, each library unpacks its own jar's and nothing is verified here.
 */
final class NativeLibraries {

  private static final String FOLDER = "onnxruntime.native.path";
  private static final String HASHES = "native-libraries.sha256";

  private NativeLibraries() {}

  /**
   * To be called before any of them is loaded.
   *
   * @throws IllegalStateException that names the library which is missing or another than built in
   */
  static void verify() {
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      verify(Path.of(folder));
    }
  }

  static void verify(Path folder) {
    hashes().forEach((name, hash) -> Verified.file("native library", folder.resolve(name), hash));
  }

  /** {file name: SHA-256}, as {@code sha256sum} writes them. */
  static Map<String, String> hashes() {
    try (InputStream in =
        Objects.requireNonNull(NativeLibraries.class.getResourceAsStream(HASHES), HASHES)) {
      Map<String, String> hashes = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" +", 2))
          .forEach(hashAndName -> hashes.put(hashAndName[1], hashAndName[0]));
      return hashes;
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + HASHES, e);
    }
  }
}
