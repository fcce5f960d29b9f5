package dev.copydesk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRejected;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Paragraph;
import dev.copydesk.hostile.HostileInputs;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the corpus's texts, under the names of strangers, do to who looks at them: nothing. */
final class HostileOutputTest {

  /** Each aims at a terminal, a page, a spreadsheet, a log or a program. */
  private static final List<String> NAMES =
      List.of(
          "=HYPERLINK(\"http://evil.example\")",
          "\u001b[2J\u001b]0;owned\u0007.txt",
          "\u009b2Jc1.txt",
          "<script>alert(1)</script>\" onload=\"alert(1).html",
          "a\nlabelled [article=s3://b/forged]\r\n.txt",
          "invoice\u202efdp.exe",
          "{\"article\":\"x\"}\u2028\\",
          "%n%s%1$s.txt");

  private static final Set<String> ELEMENTS =
      Set.of("html", "head", "meta", "title", "style", "body", "h2", "p", "small");

  private static final Set<String> ATTRIBUTES =
      Set.of("lang", "charset", "http-equiv", "content", "name", "class");

  private static final List<LabelledText> ARTICLES = new ArrayList<>();

  @BeforeAll
  static void label() throws IOException {
    FakeParagraphClassifier classifier = new FakeParagraphClassifier();
    for (byte[] bytes : HostileInputs.fileBytes()) {
      try {
        Article article = new ArticleReader(Limits.DEFAULT).read(new ByteArrayInputStream(bytes));
        ARTICLES.add(
            new LabelledText(
                NAMES.get(ARTICLES.size() % NAMES.size()),
                LabelledArticle.pair(
                    article, classifier.classify(article.texts()), classifier.model())));
      } catch (ArticleRejected e) {
        // nothing to print
      }
    }
    assertTrue(ARTICLES.size() > 100, () -> ARTICLES.size() + " articles");
  }

  private static String printed(Format format) {
    StringWriter out = new StringWriter();
    try (ArticlePrinter printer = format.printer(new PrintWriter(out))) {
      ARTICLES.forEach(printer::print);
    }
    return out.toString();
  }

  private static List<Paragraph> paragraphs() {
    return ARTICLES.stream()
        .flatMap(article -> article.paragraphs().stream())
        .map(LabelledParagraph::paragraph)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void noFormatSteersATerminalOrTurnsTheDirection(Format format) {
    printed(format)
        .codePoints()
        .filter(c -> c != '\n')
        .forEach(c -> assertFalse(steers(c), () -> "U+%04X in %s".formatted(c, format)));
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x206f)
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c
        || (c >= 0xe0000 && c < 0xe0080)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Test
  void noParagraphBeginsALineOfTheTableOrLooksLikeAFormula() {
    List<String> rows = printed(Format.TABLE).lines().filter(row -> !row.isEmpty()).toList();
    assertEquals(paragraphs().size() + ARTICLES.size(), rows.size(), "one line each");
    List<String> paragraphs = rows.stream().filter(row -> row.startsWith(" ")).toList();
    assertEquals(paragraphs().size(), paragraphs.size());
    paragraphs.forEach(
        row -> assertTrue(row.matches(" *\\d+ {2}(news_body|attribution|solicitation) .*"), row));
  }

  @Test
  void thePageHoldsTextsAsTextAndNothingThatActs() {
    Document page = Jsoup.parse(printed(Format.HTML));
    for (Element element : page.getAllElements()) {
      boolean ours = element instanceof Document || ELEMENTS.contains(element.normalName());
      assertTrue(ours, element.normalName());
      element.attributes().forEach(a -> assertTrue(ATTRIBUTES.contains(a.getKey()), a.getKey()));
    }
    assertEquals(paragraphs().size(), page.select("p").size());
    assertEquals(ARTICLES.size(), page.select("h2").size());
    assertEquals(1, page.select("style").size());
    assertTrue(page.select("body").text().contains("<script>alert(document.domain)</script>"));
  }

  @Test
  void everyJsonLineIsStrictlyJsonAndHoldsTheWholeText() {
    List<JsonObject> objects =
        printed(Format.JSONL).lines().map(HostileOutputTest::strictly).toList();
    assertEquals(
        paragraphs().stream().map(Paragraph::text).toList(),
        objects.stream().map(object -> object.get("text").getAsString()).toList());
    assertEquals(
        Set.copyOf(NAMES),
        objects.stream()
            .map(object -> object.get("article").getAsString())
            .collect(Collectors.toSet()));
  }

  private static JsonObject strictly(String line) {
    JsonReader reader = new JsonReader(new StringReader(line));
    reader.setStrictness(Strictness.STRICT);
    return JsonParser.parseReader(reader).getAsJsonObject();
  }
}
