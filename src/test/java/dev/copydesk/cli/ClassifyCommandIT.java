package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on the deployed model. */
final class ClassifyCommandIT {

  private static final String TEXT =
      "Bridge closed\n\nBy Tom Reed\n\n\"We heard it before we saw it,\" said Ana Ruiz, who runs the kiosk.\n";

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void jsonLinesHaveTheDesignsFields() throws IOException {
    Path file = write("a.txt", TEXT);
    CommandLineRun run = CommandLineRun.of("classify", "--format", "jsonl", file.toString());
    assertEquals(0, run.exitCode(), run.err());
    List<JsonObject> lines =
        run.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertEquals(3, lines.size());
    JsonObject quote = lines.get(2);
    assertEquals(file.toString(), quote.get("article").getAsString());
    assertEquals(2, quote.get("paragraph").getAsInt());
    assertEquals("attribution", quote.get("label").getAsString());
    assertEquals("statement", quote.get("kind").getAsString());
    int start = quote.get("start").getAsInt();
    assertEquals(
        quote.get("text").getAsString(),
        TEXT.substring(start, start + quote.get("length").getAsInt()));
    JsonObject scores = quote.getAsJsonObject("scores");
    assertEquals(quote.get("confidence").getAsDouble(), scores.get("attribution").getAsDouble());
    double sum = scores.entrySet().stream().mapToDouble(s -> s.getValue().getAsDouble()).sum();
    assertEquals(1, sum, 1e-5);
    assertFalse(lines.getFirst().has("kind"), "only an attribution has a kind");
  }

  @Test
  void standardInputAndOneLabelGiveTheCleanBody() {
    CommandLineRun run =
        CommandLineRun.withInput(TEXT, "classify", "--format", "text", "--only", "news_body", "-");
    assertEquals("Bridge closed\n\n", run.out());
  }

  @Test
  void aRejectedInputIsNamedAndTheOthersAreDone() throws IOException {
    write("a.txt", TEXT);
    write("b.pdf", "%PDF-1.7");
    Files.createDirectory(folder.resolve("sub"));
    write("sub/c.txt", TEXT);
    write(".hidden", TEXT);
    Path missing = folder.resolve("missing.txt");
    CommandLineRun run =
        CommandLineRun.of("classify", "--format", "jsonl", folder.toString(), missing.toString());
    assertEquals(1, run.exitCode());
    assertEquals(6, run.out().lines().count(), run.out());
    assertTrue(
        run.err()
            .contains(
                "b.pdf: unsupported_format: expected plain text, HTML or gzip of either, found a PDF document"),
        run.err());
    assertTrue(
        run.err().contains("missing.txt: expected a file or a folder, found none"), run.err());
  }

  @Test
  void theOutputGoesToAFile() throws IOException {
    Path output = folder.resolve("labels.html");
    CommandLineRun run =
        CommandLineRun.withInput(
            "He wrote <script>alert(1)</script> on the poster & left\u001b[31m",
            "classify",
            "--format",
            "html",
            "--output",
            output.toString(),
            "-");
    assertEquals("", run.out());
    String page = Files.readString(output);
    assertTrue(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt; on the poster &amp; left"), page);
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("\u001b"), page);
    assertTrue(page.endsWith("</html>\n"), page);
  }

  @Test
  void aTableCannotSteerTheTerminal() {
    CommandLineRun run =
        CommandLineRun.withInput("Bridge \u001b]0;owned\u0007 closed \u202eevil", "classify", "-");
    assertFalse(run.out().contains("\u001b"), run.out());
    assertFalse(run.out().contains("\u0007"), run.out());
    assertFalse(run.out().contains("\u202e"), run.out());
  }

  @Test
  void aMissingModelIsNamed() throws IOException {
    Path file = write("a.txt", TEXT);
    CommandLineRun run =
        CommandLineRun.of("classify", "--model", folder.toString(), file.toString());
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err().contains("expected a readable " + folder.resolve("manifest.json")), run.err());
  }
}
