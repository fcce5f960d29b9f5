package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelledFileTest {

  private static final String GOOD =
      "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"By Tom\",\"label\":\"attribution\",\"kind\":\"credit\"},"
          + "{\"text\":\"Tags\",\"label\":null}]}";

  @TempDir private Path folder;

  private List<LabelledFile.Gold> read(String... lines) throws IOException {
    return LabelledFile.read(Files.write(folder.resolve("labelled.jsonl"), List.of(lines)));
  }

  @Test
  void labelsKindsAndUnscoredParagraphsAreRead() throws IOException {
    LabelledFile.Gold article = read(GOOD, "").getFirst();
    assertEquals(List.of("By Tom", "Tags"), article.texts());
    assertEquals(
        List.of(
            Optional.of(new LabelledFile.Answer(Label.ATTRIBUTION, Kind.CREDIT)), Optional.empty()),
        article.answers());
  }

  @Test
  void aFaultIsNamedByFileAndLine() {
    assertFault("labelled.jsonl:2: expected a JSON object", GOOD, "{\"id\":");
    assertFault("labelled.jsonl:2: expected an id of its own, found a", GOOD, GOOD);
    assertFault("labelled.jsonl:1: expected paragraphs, found none", "{\"id\":\"a\"}");
    assertFault(
        "labelled.jsonl:1: paragraph 0: expected a label of news_body, attribution, solicitation, found ad",
        "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"x\",\"label\":\"ad\"}]}");
    assertFault(
        "labelled.jsonl:1: paragraph 0: expected a text, found none",
        "{\"id\":\"a\",\"paragraphs\":[{\"label\":\"news_body\"}]}");
    assertFault(
        "labelled.jsonl:1: paragraph 1: expected a text of its own, found that of paragraph 0",
        "{\"id\":\"a\",\"paragraphs\":[{\"text\":\"x\",\"label\":null},{\"text\":\"x\",\"label\":null}]}");
    assertFault("labelled.jsonl: expected labelled articles, found none", "");
  }

  private void assertFault(String message, String... lines) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(lines));
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }
}
