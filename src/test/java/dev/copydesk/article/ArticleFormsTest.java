package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;
import org.junit.jupiter.api.Test;

/** The same article in the shapes that people upload, over the corpus's test articles. */
final class ArticleFormsTest {

  private record Block(String text) {}

  private record Line(String id, List<Block> paragraphs) {
    List<String> texts() {
      return paragraphs.stream().map(Block::text).toList();
    }
  }

  private static List<Line> articles() throws Exception {
    return Files.readAllLines(Path.of("model/corpus/test.jsonl")).stream()
        .map(line -> new Gson().fromJson(line, Line.class))
        .toList();
  }

  @Test
  void htmlAndPlainTextGiveTheSameParagraphs() throws Exception {
    List<Line> articles = articles();
    assertTrue(articles.size() > 30, "expected the corpus's test articles");
    for (Line article : articles) {
      List<String> texts = article.texts();
      String html =
          texts.stream()
              .map(text -> "<p>" + Entities.escape(text) + "</p>")
              .collect(
                  Collectors.joining("\n", "<html><body><article>", "</article></body></html>"));
      assertEquals(texts, Bytes.texts(html), article.id() + " as HTML");
      assertEquals(texts, Bytes.texts(String.join("\n", texts)), article.id() + ", one a line");
      assertEquals(texts, Bytes.texts(String.join("\r\n\r\n", texts)), article.id() + ", spaced");
    }
  }
}
