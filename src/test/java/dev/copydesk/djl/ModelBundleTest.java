package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelBundleTest {

  private static final List<String> FILES =
      List.of("encoder.onnx", "context.onnx", "tokenizer.json", "labels.txt");

  @TempDir private Path folder;

  @BeforeEach
  void writeBundle() throws Exception {
    write("encoder.onnx", "graph");
    write("context.onnx", "graph");
    write("tokenizer.json", "{}");
    write("labels.txt", "solicitation\nattribution/credit\nnews_body\nattribution/statement\n");
    writeManifest(
        "{\"version\":\"v1\",\"maxTokens\":128,\"temperature\":1.5,\"reviewBelow\":0.9,%s}");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void writeManifest(String format) throws IOException, NoSuchAlgorithmException {
    StringBuilder hashes = new StringBuilder("\"files\":{");
    for (String name : FILES) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(name)));
      hashes.append(hashes.toString().endsWith("{") ? "" : ",");
      hashes.append("\"%s\":\"%s\"".formatted(name, HexFormat.of().formatHex(hash)));
    }
    write("manifest.json", format.formatted(hashes.append('}')));
  }

  private String fault() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> ModelBundle.open(folder));
    return String.valueOf(e.getMessage());
  }

  @Test
  void aSoundBundleIsOpened() {
    ModelBundle bundle = ModelBundle.open(folder);
    assertEquals("v1", bundle.info().version());
    assertEquals(0.9, bundle.info().reviewBelow());
    assertEquals(
        List.of("solicitation", "attribution/credit", "news_body", "attribution/statement").stream()
            .map(Output::parse)
            .toList(),
        bundle.outputs(),
        "in the file's order");
  }

  @Test
  void aTamperedFileIsNamed() throws Exception {
    for (String name : FILES) {
      String before = Files.readString(folder.resolve(name));
      write(name, before + " ");
      assertTrue(fault().contains(folder.resolve(name) + ": expected SHA-256 "), fault());
      write(name, before);
    }
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Files.delete(folder.resolve("context.onnx"));
    assertTrue(fault().contains("context.onnx: expected the file, found none"), fault());
    Files.delete(folder.resolve("manifest.json"));
    assertTrue(fault().contains("expected a readable " + folder.resolve("manifest.json")), fault());
  }

  @Test
  void aManifestMustHashEveryFile() throws Exception {
    write("manifest.json", "{\"version\":\"v1\",\"files\":{}}");
    assertTrue(fault().contains("manifest.json: expected hashes of"), fault());
  }

  @Test
  void aManifestThatIsNoJsonIsNamed() throws Exception {
    Files.write(folder.resolve("manifest.json"), "{".getBytes(StandardCharsets.UTF_8));
    assertTrue(fault().contains("manifest.json"), fault());
  }

  @Test
  void valuesOutOfRangeAreNamed() throws Exception {
    writeManifest(
        "{\"version\":\"v1\",\"maxTokens\":128,\"temperature\":0,\"reviewBelow\":0.9,%s}");
    assertTrue(fault().contains("expected a temperature above 0, found 0.0"), fault());
    writeManifest("{\"version\":\"v1\",\"maxTokens\":128,\"temperature\":1,\"reviewBelow\":9,%s}");
    assertTrue(fault().contains("expected reviewBelow in [0, 1], found 9.0"), fault());
    writeManifest("{\"maxTokens\":128,\"temperature\":1,\"reviewBelow\":0.5,%s}");
    assertTrue(fault().contains("expected a version, found none"), fault());
  }

  @Test
  void surplusMissingAndUnknownLabelsStopTheStart() throws Exception {
    for (String labels :
        List.of(
            "news_body\nattribution/statement\nattribution/credit\n",
            "news_body\nnews_body\nattribution/statement\nattribution/credit\nsolicitation\n",
            "news_body\nattribution\nattribution/credit\nsolicitation\n",
            "news_body\nattribution/statement\nattribution/credit\nadvertisement\n")) {
      write("labels.txt", labels);
      writeManifest(
          "{\"version\":\"v1\",\"maxTokens\":128,\"temperature\":1,\"reviewBelow\":0.9,%s}");
      assertTrue(fault().contains("labels.txt"), fault());
    }
  }
}
