package dev.copydesk.djl;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.copydesk.labelling.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model as deployed: a folder whose {@code manifest.json} names every other file with its
 * SHA-256.
 *
 * @param folder where its files lie, each verified
 * @param outputs what the model's outputs mean, in their order
 * @param maxTokens of a paragraph; the model reads no further
 * @param temperature by which logits are divided, so that scores are probabilities
 */
record ModelBundle(
    Path folder, ModelInfo info, List<Output> outputs, int maxTokens, double temperature) {

  static final String ENCODER = "encoder";
  static final String CONTEXT = "context";
  static final String TOKENIZER = "tokenizer.json";
  static final String LABELS = "labels.txt";

  private static final String WHAT = "model bundle";
  private static final String MANIFEST = "manifest.json";
  private static final Set<String> REQUIRED =
      new TreeSet<>(Set.of(ENCODER + ".onnx", CONTEXT + ".onnx", TOKENIZER, LABELS));

  /** As it stands in the file; a field that the file lacks is null or 0. */
  private record Manifest(
      @Nullable String version,
      @Nullable Map<String, String> files,
      int maxTokens,
      double temperature,
      double reviewBelow) {}

  ModelBundle {
    outputs = List.copyOf(outputs);
  }

  Path tokenizer() {
    return folder.resolve(TOKENIZER);
  }

  /**
   * Reads the manifest and verifies every file.
   *
   * @throws IllegalStateException that names the file which is missing, damaged or at odds
   */
  static ModelBundle open(Path folder) {
    Manifest manifest = manifest(folder.resolve(MANIFEST));
    Map<String, String> files = manifest.files();
    if (files == null || !files.keySet().containsAll(REQUIRED)) {
      throw fault(
          folder.resolve(MANIFEST),
          "hashes of " + REQUIRED,
          files == null ? "none" : files.keySet());
    }
    files.forEach((name, hash) -> Verified.file(WHAT, folder.resolve(name), hash));
    check(manifest, folder.resolve(MANIFEST));
    List<Output> outputs = Output.readAll(folder.resolve(LABELS));
    String version = manifest.version() == null ? "" : manifest.version();
    return new ModelBundle(
        folder,
        new ModelInfo(version, manifest.reviewBelow()),
        outputs,
        manifest.maxTokens(),
        manifest.temperature());
  }

  private static Manifest manifest(Path path) {
    try {
      Manifest manifest = new Gson().fromJson(Files.readString(path), Manifest.class);
      if (manifest != null) {
        return manifest;
      }
      throw fault(path, "a JSON object", "nothing");
    } catch (IOException e) {
      throw new IllegalStateException("model bundle: expected a readable %s".formatted(path), e);
    } catch (JsonParseException e) {
      throw new IllegalStateException("model bundle: expected JSON in %s".formatted(path), e);
    }
  }

  private static void check(Manifest manifest, Path path) {
    if (manifest.version() == null || manifest.version().isBlank()) {
      throw fault(path, "a version", "none");
    }
    if (manifest.maxTokens() < 2) {
      throw fault(path, "maxTokens of at least 2", manifest.maxTokens());
    }
    if (!(manifest.temperature() > 0)) {
      throw fault(path, "a temperature above 0", manifest.temperature());
    }
    if (!(manifest.reviewBelow() >= 0 && manifest.reviewBelow() <= 1)) {
      throw fault(path, "reviewBelow in [0, 1]", manifest.reviewBelow());
    }
  }

  static IllegalStateException fault(Path file, Object expected, Object found) {
    return Verified.fault(WHAT, file, expected, found);
  }
}
