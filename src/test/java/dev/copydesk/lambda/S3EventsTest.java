package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import dev.copydesk.local.EventRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3EventsTest {

  /** As S3 documents it, with every field. */
  private static final String WHOLE =
      """
      {"Records":[{"eventVersion":"2.2","eventSource":"aws:s3","awsRegion":"eu-west-1",
       "eventTime":"2026-11-23T10:15:30.123Z","eventName":"ObjectCreated:CompleteMultipartUpload",
       "userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},"requestParameters":{"sourceIPAddress":"192.0.2.7"},
       "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURI"},
       "s3":{"s3SchemaVersion":"1.0","configurationId":"label","bucket":{"name":"articles",
       "ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::articles"},
       "object":{"key":"2026/na%C3%AFve+title+%281%29%2B.txt","size":1024,"eTag":"d41d8cd98f",
       "versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}
      """;

  private static Optional<S3Events.Change> only(String json) {
    List<S3Events.Entry> records = S3Events.records(json);
    assertEquals(1, records.size());
    return records.getFirst().change();
  }

  private static ArticleRef ref(String json) {
    return only(json).orElseThrow().ref();
  }

  @Test
  void aWholeRecordIsUnderstood() {
    assertEquals(
        Optional.of(
            new S3Events.Change.Label(
                new ArticleRef(
                    "articles",
                    "2026/naïve title (1)+.txt",
                    "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                    "d41d8cd98f",
                    Sequencer.parse("0055AED6DCD90281E5")))),
        only(WHOLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b+c%2Fd.txt",
        "🍎/ü.txt",
        "ends in a space ",
        "100%.txt",
        "a=b&c?d#e",
        "\u00a0"
      })
  void keysAreDecoded(String key) {
    assertEquals(key, ref(EventRecords.message("ObjectCreated:Put", "articles", key, 1)).key());
  }

  @Test
  void missingOptionalFieldsAreNoFault() {
    JsonObject record = EventRecords.record("ObjectCreated:Put", "articles", "a.txt", "0A");
    record.remove("awsRegion");
    record.remove("eventTime");
    ArticleRef ref = ref(EventRecords.message(record));
    assertEquals("", ref.versionId());
    assertEquals("", ref.eTag());
  }

  @Test
  void withoutASequencerTheEventTimeOrdersInItsShape() {
    assertEquals(
        Sequencer.parse("00" + "6A2D59DB" + "07270E00"),
        timed("2026-06-13T13:23:39.120Z").sequencer());
    Sequencer early = timed("2026-11-23T10:15:30.123Z").sequencer();
    assertTrue(early.compareTo(timed("2026-11-23T10:15:30.124Z").sequencer()) < 0);
    assertTrue(Sequencer.parse("0055AED6DCD90281E5").compareTo(early) < 0, "S3's own of 2015");
  }

  private static ArticleRef timed(String time) {
    JsonObject record = EventRecords.record("ObjectCreated:Put", "articles", "a.txt", "");
    record.addProperty("eventTime", time);
    return ref(EventRecords.message(record));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ObjectRemoved:Delete",
        "ObjectRemoved:DeleteMarkerCreated",
        "LifecycleExpiration:Delete",
        "LifecycleExpiration:DeleteMarkerCreated"
      })
  void aRemovalForgetsTheArticle(String name) {
    assertInstanceOf(
        S3Events.Change.Remove.class,
        only(EventRecords.message(name, "articles", "a.txt", 1)).orElseThrow());
  }

  /** Deleting one version may uncover another or change nothing: what is there now decides. */
  @Test
  void theDeletionOfOneVersionAsksForTheNewest() {
    JsonObject record = EventRecords.record("ObjectRemoved:Delete", "articles", "a.txt", "0A");
    record.getAsJsonObject("s3").getAsJsonObject("object").addProperty("versionId", "v1");
    S3Events.Change change = only(EventRecords.message(record)).orElseThrow();
    assertInstanceOf(S3Events.Change.Label.class, change);
    assertEquals("", change.ref().versionId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ObjectTagging:Put",
        "ObjectAcl:Put",
        "ObjectRestore:Completed",
        "IntelligentTiering"
      })
  void otherEventsChangeNothing(String name) {
    assertEquals(Optional.empty(), only(EventRecords.message(name, "articles", "a.txt", 1)));
  }

  @Test
  void theTestMessageOfANewNotificationIsPolitelyIgnored() {
    assertEquals(
        List.of(),
        S3Events.records(
            """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-23T10:15:30.123Z",
             "Bucket":"articles","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3e"}
            """));
    assertEquals(List.of(), S3Events.records("{\"Records\":[]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"detail\":{}}",
        "{\"Records\":{}}",
        "{\"Records\":[]} {}"
      })
  void whatIsNoEventOfS3IsRefused(String json) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> S3Events.records(json));
    assertTrue(String.valueOf(e.getMessage()).startsWith("expected an S3 event"), e.getMessage());
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    JsonObject record = EventRecords.record("ObjectCreated:Put", "articles", "a.txt", "0A");
    record.addProperty("eventTime", "2026-11-25T12:11:\u202e29Z");
    String message = EventRecords.message(record);
    assertThrows(IllegalArgumentException.class, () -> S3Events.records(message));
  }

  @Test
  void anotherMajorVersionIsRefused() {
    JsonObject record = EventRecords.record("ObjectCreated:Put", "articles", "a.txt", "0A");
    record.addProperty("eventVersion", "3.0");
    assertThrows(IllegalArgumentException.class, () -> only(EventRecords.message(record)));
  }

  @Test
  void aRecordOfAnotherServiceIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            only(
                "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]}"));
  }
}
