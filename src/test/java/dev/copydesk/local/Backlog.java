package dev.copydesk.local;

import com.google.gson.JsonObject;
import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.ArticleRejected;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.ResultStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Articles in a bucket, the events that tell of them, and what a table holds when all events are
 * handled. Some events come twice in a row; some articles were overwritten, and the event of the
 * newer version comes just before that of the older.
 */
final class Backlog {

  private static final long SEED = 1;

  /**
   * How much there is.
   *
   * @param samples files whose texts the articles have in turn
   * @param duplicates share of the articles whose event comes twice
   * @param overwrites share of the articles that were overwritten
   */
  record Shape(List<Path> samples, int articles, double duplicates, double overwrites) {}

  /** An event as the function gets it, and the version that it tells of. */
  record Event(ArticleRef ref, String json) {}

  /** A sample's text and its labels, as it gets them alone. */
  private record Sample(RequestBody body, List<LabelledParagraph> labels) {

    static Sample of(Path file, ParagraphClassifier classifier)
        throws IOException, ArticleRejected {
      byte[] bytes = Files.readAllBytes(file);
      Article article = new ArticleReader(Limits.DEFAULT).read(new ByteArrayInputStream(bytes));
      return new Sample(
          RequestBody.fromBytes(bytes),
          LabelledArticle.pair(article, classifier.classify(article.texts()), classifier.model()));
    }
  }

  /** What the table says of an article in the end. */
  private record Wanted(ArticleRef newest, List<LabelledParagraph> labels) {}

  private final S3Client s3;
  private final String bucket = "backlog-" + UUID.randomUUID();
  private final List<Event> events = new ArrayList<>();
  private final List<Wanted> wanted = new ArrayList<>();

  private Backlog(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Uploads into a bucket of its own.
   *
   * @param classifier labels each sample alone
   */
  static Backlog upload(S3Client s3, Shape shape, ParagraphClassifier classifier)
      throws IOException, ArticleRejected {
    List<Sample> samples = new ArrayList<>();
    for (Path file : shape.samples()) {
      samples.add(Sample.of(file, classifier));
    }
    Backlog backlog = new Backlog(s3);
    backlog.createBucket();
    backlog.fill(shape, samples);
    return backlog;
  }

  private void createBucket() {
    s3.createBucket(create -> create.bucket(bucket));
    s3.putBucketVersioning(
        put ->
            put.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  private void fill(Shape shape, List<Sample> samples) {
    Random random = new Random(SEED);
    for (int i = 0; i < shape.articles(); i++) {
      String key = "article-%04d".formatted(i);
      Sample sample = samples.get(i % samples.size());
      Event event = put(key, sample, 1);
      List<Event> older = List.of();
      if (random.nextDouble() < shape.overwrites()) {
        older = List.of(event);
        sample = samples.get((i + 1) % samples.size());
        event = put(key, sample, 2);
      }
      events.add(event);
      if (random.nextDouble() < shape.duplicates()) {
        events.add(event);
      }
      events.addAll(older);
      wanted.add(new Wanted(event.ref(), sample.labels()));
    }
  }

  private Event put(String key, Sample sample, int order) {
    PutObjectResponse put = s3.putObject(request -> request.bucket(bucket).key(key), sample.body());
    String sequencer = String.format(Locale.ROOT, "%018X", order);
    String eTag = put.eTag().replace("\"", "");
    JsonObject record = EventRecords.record("ObjectCreated:Put", bucket, key, sequencer);
    JsonObject object = record.getAsJsonObject("s3").getAsJsonObject("object");
    object.addProperty("versionId", put.versionId());
    object.addProperty("eTag", eTag);
    return new Event(
        new ArticleRef(bucket, key, put.versionId(), eTag, Sequencer.parse(sequencer)),
        EventRecords.message(record));
  }

  /** In the order of delivery. */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** In what the store does not say what the newest versions say: one line an article. */
  List<String> differences(ResultStore results) {
    return wanted.stream().flatMap(article -> difference(article, results).stream()).toList();
  }

  private static Optional<String> difference(Wanted wanted, ResultStore results) {
    String address = wanted.newest().address();
    try {
      return results
          .find(address)
          .map(found -> difference(wanted, found))
          .orElse(Optional.of("lost: nothing is held of " + address));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.of("mixed: items of %s that make no result: %s".formatted(address, e));
    }
  }

  private static Optional<String> difference(Wanted wanted, ArticleResult found) {
    if (!found.ref().equals(wanted.newest())) {
      return Optional.of("stale: expected %s, found %s".formatted(wanted.newest(), found.ref()));
    }
    if (!(found instanceof LabelledArticle article)
        || !article.paragraphs().equals(wanted.labels())) {
      return Optional.of("other labels than alone: " + found.ref().address());
    }
    return Optional.empty();
  }
}
