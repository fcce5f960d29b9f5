package dev.copydesk.djl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files that are used only as they were when their hash was written down. */
final class Verified {

  private Verified() {}

  /**
   * @param what the file is part of, for the message
   * @param sha256 in hexadecimal
   * @throws IllegalStateException that names the file, if it is missing or another
   */
  static void file(String what, Path file, String sha256) {
    if (!Files.isRegularFile(file)) {
      throw fault(what, file, "the file", "none");
    }
    String found = sha256(what, file);
    if (!found.equalsIgnoreCase(sha256)) {
      throw fault(what, file, "SHA-256 " + sha256, found);
    }
  }

  static IllegalStateException fault(String what, Path file, Object expected, Object found) {
    return new IllegalStateException(
        "%s: %s: expected %s, found %s".formatted(what, file, expected, found));
  }

  private static String sha256(String what, Path file) {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException("%s: could not read %s".formatted(what, file), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
