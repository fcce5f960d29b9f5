package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.JsonObject;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.InMemoryObjectStore;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ObjectStore;
import dev.copydesk.labelling.RemovedArticle;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArticleHandlerTest {

  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final InMemoryResultStore results = new InMemoryResultStore();

  private void invoke(ObjectStore objects, String event) throws IOException {
    invoke(objects, event, new LocalContext());
  }

  private void invoke(ObjectStore objects, String event, Context context) throws IOException {
    ArticleLabeller labeller =
        new ArticleLabeller(
            objects,
            new ArticleReader(Limits.DEFAULT),
            new FakeParagraphClassifier(),
            results,
            Clock.systemUTC());
    new ArticleHandler(labeller)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            context);
  }

  private void upload(String key) {
    objects.put(
        new ArticleRef("articles", key, "", "", Sequencer.parse("01")),
        "Bridge closed\nBy Tom Reed".getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject created(String key) {
    return EventRecords.record("ObjectCreated:Put", "articles", key, "01");
  }

  @Test
  void everyRecordOfAnEventIsLabelled() throws IOException {
    upload("a.txt");
    upload("b.txt");
    invoke(objects, EventRecords.message(created("a.txt"), created("b.txt")));
    assertInstanceOf(LabelledArticle.class, results.find("s3://articles/a.txt").orElseThrow());
    assertInstanceOf(LabelledArticle.class, results.find("s3://articles/b.txt").orElseThrow());
  }

  @Test
  void aThousandRecordsAreLabelledBesideOneThatCannotBe() {
    JsonObject[] records = new JsonObject[1_000];
    for (int i = 0; i < records.length; i++) {
      upload(i + ".txt");
      records[i] = created(i + ".txt");
    }
    records[500].remove("s3");
    String event = EventRecords.message(records);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> invoke(objects, event));
    assertTrue(String.valueOf(e.getMessage()).startsWith("1 of 1000 records failed"));
    for (int i = 0; i < records.length; i++) {
      assertEquals(i != 500, results.find("s3://articles/" + i + ".txt").isPresent(), i + ".txt");
    }
  }

  @Test
  void aRemovalIsKept() throws IOException {
    invoke(objects, EventRecords.message("ObjectRemoved:Delete", "articles", "a.txt", 2));
    assertInstanceOf(RemovedArticle.class, results.find("s3://articles/a.txt").orElseThrow());
  }

  @Test
  void oneFailureDoesNotLoseTheOtherRecordsAndIsThrownAtTheEnd() {
    upload("good.txt");
    ObjectStore moody =
        ref -> {
          if (ref.key().equals("bad.txt")) {
            throw new IllegalStateException("throttled");
          }
          return objects.open(ref);
        };
    JsonObject broken = created("broken.txt");
    broken.remove("s3");
    String event = EventRecords.message(created("bad.txt"), broken, created("good.txt"));
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> invoke(moody, event));
    assertEquals(
        "2 of 3 records failed, the first: could not label s3://articles/bad.txt", e.getMessage());
    assertEquals(1, e.getSuppressed().length);
    assertTrue(results.find("s3://articles/good.txt").isPresent());
  }

  /** The next attempt finds what is stored; Lambda ends nothing in the middle. */
  @Test
  void withTooLittleTimeForOneMoreTheRestIsThrownAndTheDoneStored() {
    upload("first.txt");
    upload("second.txt");
    upload("third.txt");
    String event =
        EventRecords.message(created("first.txt"), created("second.txt"), created("third.txt"));
    int enough = (int) Patience.ONE_RECORD.toMillis();
    Iterator<Integer> remaining = List.of(enough, enough - 1).iterator();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> invoke(objects, event, new LocalContext(remaining::next)));
    assertEquals(
        "1 of 3 records failed, the first: no time was left for 1 of them", e.getMessage());
    assertTrue(results.find("s3://articles/second.txt").isPresent());
    assertTrue(results.find("s3://articles/third.txt").isEmpty());
  }

  /** Else an event with too short a time-out would be tried for ever and nothing done. */
  @Test
  void theFirstRecordIsAlwaysBegun() throws IOException {
    upload("a.txt");
    invoke(objects, EventRecords.message(created("a.txt")), new LocalContext(() -> 1));
    assertTrue(results.find("s3://articles/a.txt").isPresent());
  }

  @Test
  void theTestMessageDoesNothing() throws IOException {
    invoke(objects, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
  }

  @Test
  void anEventThatIsNotOfS3IsThrownAndNamesWhatItHolds() {
    String event = "{\"Messages\":[],\"source\":\"elsewhere\"}";
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> invoke(objects, event));
    assertEquals(
        "expected an S3 event with Records, found an object of [Messages, source]", e.getMessage());
  }

  @Test
  void anEmptyEventIsThrownAndAnEventWithoutRecordsDoesNothing() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> invoke(objects, ""));
    assertThrows(IllegalArgumentException.class, () -> invoke(objects, "{}"));
    invoke(objects, "{\"Records\":[]}");
  }

  @Test
  void aThousandRecordsAreAllLabelled() throws IOException {
    JsonObject[] records = new JsonObject[1000];
    for (int i = 0; i < records.length; i++) {
      upload(i + ".txt");
      records[i] = created(i + ".txt");
    }
    invoke(objects, EventRecords.message(records));
    for (int i = 0; i < records.length; i++) {
      assertInstanceOf(
          LabelledArticle.class, results.find("s3://articles/" + i + ".txt").orElseThrow());
    }
  }

  @Test
  void aKeyThatIsGoneIsKeptAsRemovedAndIsNoError() throws IOException {
    invoke(objects, EventRecords.message(created("gone.txt")));
    assertInstanceOf(RemovedArticle.class, results.find("s3://articles/gone.txt").orElseThrow());
  }
}
