package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventBridgeEventsTest {

  /** As S3 documents it, with every field. */
  private static final String CREATED =
      """
      {"version":"0","id":"0d2f7c1e-6a43-4a58-8b0e-3f1c9ad2b7e5","detail-type":"Object Created",
       "source":"aws.s3","account":"123456789012","time":"2026-11-23T10:15:30Z","region":"eu-west-1",
       "resources":["arn:aws:s3:::articles"],
       "detail":{"version":"0","event-version":"1.0","bucket":{"name":"articles"},
        "object":{"key":"2026/a+b%2F naïve (1).txt","size":5,"etag":"d41d8cd98f",
         "version-id":"096fKKXTRTtl3on89fVO","sequencer":"0055AED6DCD90281E5"},
        "request-id":"C3D13FE58DE4C810","requester":"123456789012","source-ip-address":"192.0.2.7",
        "reason":"CompleteMultipartUpload"}}
      """;

  private static final String DELETED =
      CREATED.replace("Object Created", "Object Deleted").replace("\"reason\"", "%s,\"reason\"");

  private static Optional<S3Events.Change> change(String json) {
    return S3Events.records(json).getFirst().change();
  }

  private static String deletion(String type) {
    return DELETED.replace("%s", "\"deletion-type\":\"" + type + "\"");
  }

  private static ArticleRef ref(String version) {
    return new ArticleRef(
        "articles",
        "2026/a+b%2F naïve (1).txt",
        version,
        "d41d8cd98f",
        Sequencer.parse("0055AED6DCD90281E5"));
  }

  /** Keys come as the uploader gave them. */
  @Test
  void aWholeEventIsUnderstood() {
    assertEquals(
        Optional.of(new S3Events.Change.Label(ref("096fKKXTRTtl3on89fVO"))), change(CREATED));
  }

  @Test
  void aDeleteMarkerRemovesTheArticle() {
    assertEquals(
        Optional.of(new S3Events.Change.Remove(ref("096fKKXTRTtl3on89fVO"))),
        change(deletion("Delete Marker Created")));
  }

  @Test
  void theDeletionOfOneVersionAsksForTheNewest() {
    assertEquals(
        Optional.of(new S3Events.Change.Label(ref("096fKKXTRTtl3on89fVO").newestVersion())),
        change(deletion("Permanently Deleted")));
  }

  @Test
  void theDeletionInABucketWithoutVersionsRemovesTheArticle() {
    String event =
        deletion("Permanently Deleted").replace("\"version-id\":\"096fKKXTRTtl3on89fVO\",", "");
    assertEquals(Optional.of(new S3Events.Change.Remove(ref(""))), change(event));
  }

  @Test
  void otherEventsChangeNothing() {
    assertEquals(Optional.empty(), change(CREATED.replace("Object Created", "Object Tags Added")));
  }

  @Test
  void withoutASequencerTheTimeOrders() {
    String event = CREATED.replace("\"sequencer\":\"0055AED6DCD90281E5\"", "\"none\":1");
    assertEquals(
        Sequencer.parse("006B04D38200000000").padded(),
        change(event.replace("2026-11-23T10:15:30Z", "2026-11-24T00:00:02Z"))
            .orElseThrow()
            .ref()
            .sequencer()
            .padded());
    assertRefused(event.replace("2026-11-23T10:15:30Z", "yesterday"), "found yesterday");
    assertRefused(event.replace("\"time\"", "\"when\""), "a sequencer or an event time");
  }

  @Test
  void whatIsNotOfS3IsRefused() {
    assertRefused(CREATED.replace("aws.s3", "aws.ec2"), "found one of aws.ec2");
    assertRefused(CREATED.replace("\"bucket\"", "\"bin\""), "expected bucket in the event");
    assertRefused(CREATED.replace("\"object\"", "\"thing\""), "expected object in the event");
    assertRefused(CREATED.replace("\"detail\":{", "\"detail\":null,\"rest\":{"), "expected detail");
  }

  private static void assertRefused(String event, String because) {
    S3Events.Entry entry = S3Events.records(event).getFirst();
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, entry::change).getMessage());
    assertTrue(message.contains(because), message);
  }
}
