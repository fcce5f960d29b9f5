package dev.copydesk.labelling;

import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.ArticleRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The use case: makes the result store say what an object says. Thread-safe.
 *
 * <p>What a retry may cure is thrown by the ports and passes through; what no retry cures becomes a
 * {@link RejectedArticle}.
 */
public final class ArticleLabeller {

  private final ObjectStore objects;
  private final ArticleReader reader;
  private final ParagraphClassifier classifier;
  private final ResultStore results;
  private final Clock clock;

  public ArticleLabeller(
      ObjectStore objects,
      ArticleReader reader,
      ParagraphClassifier classifier,
      ResultStore results,
      Clock clock) {
    this.objects = objects;
    this.reader = reader;
    this.classifier = classifier;
    this.results = results;
    this.clock = clock;
  }

  /** Labels the object and keeps the labels; an object that is gone counts as removed. */
  public Outcome label(ArticleRef ref) {
    Optional<InputStream> object = objects.open(ref);
    return keep(object.isPresent() ? read(ref, object.get()) : removed(ref));
  }

  /** Forgets the article's labels. */
  public Outcome remove(ArticleRef ref) {
    return keep(removed(ref));
  }

  private ArticleResult read(ArticleRef ref, InputStream object) {
    Instant opened = clock.instant();
    try (object) {
      Article article = reader.read(object);
      List<Prediction> predictions = classifier.classify(article.texts());
      Instant now = clock.instant();
      ModelInfo model = classifier.model();
      return new LabelledArticle(
          ref,
          LabelledArticle.pair(article, predictions, model),
          new LabelledArticle.Run(model.version(), now, Duration.between(opened, now).toMillis()),
          article.bytes());
    } catch (ArticleRejected rejected) {
      return new RejectedArticle(ref, rejected.rejection(), clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + ref.printable() + " broke off", e);
    }
  }

  private RemovedArticle removed(ArticleRef ref) {
    return new RemovedArticle(ref, clock.instant());
  }

  private Outcome keep(ArticleResult result) {
    return new Outcome(result, results.replace(result));
  }
}
