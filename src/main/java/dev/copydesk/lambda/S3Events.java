package dev.copydesk.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotification;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotificationRecord;
import software.amazon.awssdk.eventnotifications.s3.model.S3Object;

/**
 * What S3 tells of an object: by itself, in an event message of version 2.x (Amazon S3 User Guide,
 * "Event message structure"), or through EventBridge, one event an object ({@link
 * EventBridgeEvents}).
 */
final class S3Events {

  /** One record of a message, not yet understood, so that a bad one does not hide the others. */
  @FunctionalInterface
  interface Entry {

    /**
     * What the record asks for; empty for events that leave an object's content as it was.
     *
     * @throws IllegalArgumentException if the record is not of S3's shape
     */
    Optional<Change> change();
  }

  /** What a record asks for. */
  sealed interface Change {
    ArticleRef ref();

    /** The object is there, or may be: label it as it is. */
    record Label(ArticleRef ref) implements Change {}

    /** The object is gone. */
    record Remove(ArticleRef ref) implements Change {}
  }

  private S3Events() {}

  /**
   * The message's records; none in the message that S3 sends to test a new notification.
   *
   * @throws IllegalArgumentException if it is no message of S3
   */
  static List<Entry> records(String json) {
    JsonObject message = object(json);
    if (isTest(message)) {
      return List.of();
    }
    if (EventBridgeEvents.isOne(message)) {
      return List.of(() -> EventBridgeEvents.change(message));
    }
    if (!message.has("Records") || !message.get("Records").isJsonArray()) {
      throw new IllegalArgumentException(
          "expected an S3 event with Records, found an object of " + message.keySet());
    }
    return notification(json).getRecords().stream()
        .<Entry>map(record -> () -> change(record))
        .toList();
  }

  private static S3EventNotification notification(String json) {
    try {
      return S3EventNotification.fromJson(json);
    } catch (RuntimeException e) { // of many kinds, as of a time that is none
      throw new IllegalArgumentException("expected an S3 event, found Records of another shape", e);
    }
  }

  private static JsonObject object(String json) {
    try {
      JsonElement message = StrictJson.parse(json);
      if (message.isJsonObject()) {
        return message.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("expected an S3 event in JSON, found no JSON", e);
    }
    throw new IllegalArgumentException("expected an S3 event, found no JSON object");
  }

  private static boolean isTest(JsonObject message) {
    JsonElement event = message.get("Event");
    return event != null && event.isJsonPrimitive() && event.getAsString().equals("s3:TestEvent");
  }

  private static Optional<Change> change(S3EventNotificationRecord record) {
    String version = Objects.requireNonNullElse(record.getEventVersion(), "2.0");
    if (!version.startsWith("2.")) {
      throw new IllegalArgumentException("expected an S3 event of version 2.x, found " + version);
    }
    String name = Objects.requireNonNullElse(record.getEventName(), "").replaceFirst("^s3:", "");
    ArticleRef ref = ref(record);
    if (name.startsWith("ObjectCreated:")) {
      return Optional.of(new Change.Label(ref));
    }
    if (name.startsWith("ObjectRemoved:") || name.startsWith("LifecycleExpiration:")) {
      return Optional.of(removal(name.endsWith(":Delete"), ref));
    }
    return Optional.empty();
  }

  /**
   * A delete marker or a deletion in a bucket without versions removes the article. The deletion of
   * one version for ever may uncover another: what is there now counts.
   */
  static Change removal(boolean forEver, ArticleRef ref) {
    boolean ofOneVersion = forEver && !ref.versionId().isEmpty();
    return ofOneVersion ? new Change.Label(ref.newestVersion()) : new Change.Remove(ref);
  }

  private static ArticleRef ref(S3EventNotificationRecord record) {
    if (record.getS3() == null
        || record.getS3().getBucket() == null
        || record.getS3().getObject() == null) {
      throw new IllegalArgumentException("expected a bucket and an object in the record");
    }
    S3Object object = record.getS3().getObject();
    String bucket = orEmpty(record.getS3().getBucket().getName());
    String key = object.getKey() == null ? "" : object.getUrlDecodedKey();
    return new ArticleRef(
        bucket, key, orEmpty(object.getVersionId()), orEmpty(object.getETag()), sequencer(record));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Sequencer sequencer(S3EventNotificationRecord record) {
    return sequencer(record.getS3().getObject().getSequencer(), record.getEventTime());
  }

  /**
   * The event's own sequencer, or, where a sender left it out, one from the event's time in the
   * shape that S3 gives them: seconds in ten digits, then the finer part.
   */
  static Sequencer sequencer(@Nullable String own, @Nullable Instant time) {
    if (own != null && !own.isEmpty()) {
      return Sequencer.parse(own);
    }
    if (time == null) {
      throw new IllegalArgumentException("expected a sequencer or an event time in the record");
    }
    return Sequencer.parse(
        String.format(Locale.ROOT, "%010X%08X", time.getEpochSecond(), time.getNano()));
  }
}
