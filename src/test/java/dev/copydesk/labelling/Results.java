package dev.copydesk.labelling;

import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Paragraph;
import dev.copydesk.article.Rejection;
import dev.copydesk.article.Sequencer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results for tests. */
public final class Results {

  public static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");

  private Results() {}

  public static ArticleRef ref(String key, String sequencer) {
    return new ArticleRef("articles", key, "", "etag", Sequencer.parse(sequencer));
  }

  /** Labelled by the fake classifier. */
  public static LabelledArticle labelled(ArticleRef ref, String... texts) {
    List<Paragraph> paragraphs = new ArrayList<>();
    int start = 0;
    for (String text : texts) {
      paragraphs.add(new Paragraph(paragraphs.size(), text, start, text.length()));
      start += text.length() + 1;
    }
    Article article = new Article(String.join("\n", texts), paragraphs, start);
    FakeParagraphClassifier classifier = new FakeParagraphClassifier();
    return new LabelledArticle(
        ref,
        LabelledArticle.pair(article, classifier.classify(List.of(texts)), classifier.model()),
        new LabelledArticle.Run("fake", AT, 38),
        article.bytes());
  }

  public static RejectedArticle rejected(ArticleRef ref) {
    return new RejectedArticle(
        ref, new Rejection(Rejection.Reason.EMPTY, "expected text, found none"), AT);
  }

  public static RemovedArticle removed(ArticleRef ref) {
    return new RemovedArticle(ref, AT);
  }
}
