package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.InMemoryObjectStore;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.RemovedArticle;
import dev.copydesk.lambda.BatchJobs.Task;
import dev.copydesk.local.LocalContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotification;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotificationRecord;

/** The events to invoke the function with by hand, in {@code events/}. */
final class SampleEventsTest {

  private static final Path EVENTS = Path.of("events");

  /** The sample article that an event's key stands for. */
  private static final Map<String, String> FILES =
      Map.of(
          "local-news-appeal.txt", "local-news-appeal.txt",
          "wire-report.txt", "wire-report.txt",
          "science-page.html", "science-page.html",
          "education-news.txt.gz", "education-news.txt.gz",
          "feature.txt", "feature.txt",
          "2026/Zürich & Genf (1)+.txt", "windows-1252.txt",
          "2026/11 23/100 %.txt", "sports.txt",
          "interview.txt", "interview.txt",
          "press-release.txt", "press-release.txt");

  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final InMemoryResultStore results = new InMemoryResultStore();

  private static List<Path> events() throws IOException {
    try (var files = Files.list(EVENTS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static List<ArticleRef> refs(Path event) throws IOException {
    return S3Events.records(Files.readString(event)).stream()
        .map(record -> record.change().orElseThrow().ref())
        .toList();
  }

  private static byte[] article(String key) throws IOException {
    String file = FILES.get(key);
    assertTrue(file != null, () -> "no sample article for the key " + key);
    return Files.readAllBytes(EVENTS.resolve("articles").resolve(String.valueOf(file)));
  }

  private void upload(Path event) throws IOException {
    for (ArticleRef ref : refs(event)) {
      objects.put(ref, article(ref.key()));
    }
  }

  private ArticleLabeller labeller() {
    return new ArticleLabeller(
        objects,
        new ArticleReader(Limits.DEFAULT),
        new FakeParagraphClassifier(),
        results,
        Clock.systemUTC());
  }

  private void invoke(Path event) throws IOException {
    try (InputStream input = Files.newInputStream(event)) {
      new ArticleHandler(labeller())
          .handleRequest(input, OutputStream.nullOutputStream(), new LocalContext());
    }
  }

  private JsonObject backfill(Path event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream input = Files.newInputStream(event)) {
      new BatchHandler(labeller(), objects).handleRequest(input, answer, new LocalContext());
    }
    return JsonParser.parseString(answer.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private ArticleResult held(ArticleRef ref) {
    return results.find(ref.address()).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"put.json", "several-records.json", "special-keys.json", "eventbridge.json"})
  void everyArticleOfAnUploadIsLabelled(String name) throws IOException {
    Path event = EVENTS.resolve(name);
    upload(event);
    invoke(event);
    for (ArticleRef ref : refs(event)) {
      assertInstanceOf(LabelledArticle.class, held(ref), ref.address());
    }
  }

  @Test
  void theDeletionRemovesTheLabelsOfThePut() throws IOException {
    upload(EVENTS.resolve("put.json"));
    invoke(EVENTS.resolve("put.json"));
    invoke(EVENTS.resolve("delete.json"));
    ArticleRef removed = refs(EVENTS.resolve("delete.json")).getFirst();
    assertEquals(refs(EVENTS.resolve("put.json")).getFirst().address(), removed.address());
    assertInstanceOf(RemovedArticle.class, held(removed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void everyObjectOfABackfillIsLabelled(String schema) throws IOException {
    Path event = EVENTS.resolve("backfill-schema-" + schema + ".json");
    List<Task> tasks = BatchJobs.parse(Files.readString(event)).tasks();
    for (Task task : tasks) {
      objects.put(
          new ArticleRef(task.bucket(), task.key(), "", "", Sequencer.parse("01")),
          article(task.key()));
    }
    JsonObject answer = backfill(event);
    assertEquals(schema + ".0", answer.get("invocationSchemaVersion").getAsString());
    assertEquals(tasks.size(), answer.getAsJsonArray("results").size());
    for (JsonElement result : answer.getAsJsonArray("results")) {
      assertEquals(
          "Succeeded", result.getAsJsonObject().get("resultCode").getAsString(), result.toString());
    }
    for (Task task : tasks) {
      String address = "s3://%s/%s".formatted(task.bucket(), task.key());
      assertInstanceOf(LabelledArticle.class, results.find(address).orElseThrow(), address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"put.json", "several-records.json", "special-keys.json"})
  void sizesAndTagsAreThoseOfTheSampleArticles(String name) throws Exception {
    String event = Files.readString(EVENTS.resolve(name));
    for (S3EventNotificationRecord record : S3EventNotification.fromJson(event).getRecords()) {
      var object = record.getS3().getObject();
      byte[] article = article(object.getUrlDecodedKey());
      assertEquals(article.length, object.getSizeAsLong(), object.getKey());
      assertEquals(md5(article), object.getETag(), object.getKey());
    }
  }

  /** S3's entity tag of an object that was uploaded in one part. */
  private static String md5(byte[] article) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(article));
  }

  @Test
  void eachKindOfEventHasItsFile() throws IOException {
    Set<String> names = new TreeSet<>();
    events().forEach(event -> names.add(event.getFileName().toString()));
    assertEquals(
        Set.of(
            "put.json",
            "several-records.json",
            "special-keys.json",
            "delete.json",
            "eventbridge.json",
            "backfill-schema-1.json",
            "backfill-schema-2.json"),
        names);
  }
}
