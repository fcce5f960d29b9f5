package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.Limits;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The article on which the function rehearses makes the model run in every length. */
final class RehearsalLengthsIT {

  private static final Path ARTICLE =
      Path.of("src/main/resources/dev/copydesk/lambda/rehearsal/article.txt");

  @Test
  void aParagraphOfAnyLengthIsAboutAsLongAsOneOfTheRehearsal() throws Exception {
    try (OnnxParagraphClassifier classifier =
            OnnxParagraphClassifier.load(Path.of("model/bundle"), 1);
        InputStream in = Files.newInputStream(ARTICLE)) {
      Article article = new ArticleReader(Limits.DEFAULT).read(in);
      long[][] tokens = classifier.tokens(article.texts());
      int longest = Arrays.stream(tokens).mapToInt(row -> row.length).max().orElseThrow();
      assertEquals(ModelBundle.open(Path.of("model/bundle")).maxTokens(), longest);
      for (int length = 3; length <= longest; length++) {
        int wanted = length;
        assertTrue(
            Arrays.stream(tokens).anyMatch(row -> alike(row.length, wanted)),
            () -> "no paragraph of about " + wanted + " tokens");
      }
    }
  }

  private static boolean alike(int length, int other) {
    int shorter = Math.min(length, other);
    return Math.max(length, other) <= Math.max(shorter * 1.4, shorter + 8);
  }
}
