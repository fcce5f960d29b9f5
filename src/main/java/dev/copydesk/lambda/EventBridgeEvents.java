package dev.copydesk.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.copydesk.article.ArticleRef;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * S3's events as EventBridge hands them on, one object an event, as documented in the Amazon S3
 * User Guide, "EventBridge event message structure". Unlike in S3's own messages, keys are not
 * encoded.
 */
final class EventBridgeEvents {

  private EventBridgeEvents() {}

  /** True for what EventBridge sends, of whatever source. */
  static boolean isOne(JsonObject message) {
    return message.has("detail-type") && message.has("detail");
  }

  /**
   * What the event asks for; empty for events that leave an object's content as it was.
   *
   * @throws IllegalArgumentException if it is not of S3, or not of its shape
   */
  static Optional<S3Events.Change> change(JsonObject message) {
    String source = text(message, "source");
    if (!source.equals("aws.s3")) {
      throw new IllegalArgumentException("expected an event of aws.s3, found one of " + source);
    }
    return switch (text(message, "detail-type")) {
      case "Object Created" -> Optional.of(new S3Events.Change.Label(ref(message)));
      case "Object Deleted" -> {
        boolean forEver = text(detail(message), "deletion-type").equals("Permanently Deleted");
        yield Optional.of(S3Events.removal(forEver, ref(message)));
      }
      default -> Optional.empty();
    };
  }

  private static ArticleRef ref(JsonObject message) {
    JsonObject detail = detail(message);
    JsonObject bucket = part(detail, "bucket");
    JsonObject object = part(detail, "object");
    return new ArticleRef(
        text(bucket, "name"),
        text(object, "key"),
        text(object, "version-id"),
        text(object, "etag"),
        S3Events.sequencer(text(object, "sequencer"), time(message)));
  }

  private static JsonObject detail(JsonObject message) {
    return part(message, "detail");
  }

  private static JsonObject part(JsonObject whole, String name) {
    JsonElement part = whole.get(name);
    if (part == null || !part.isJsonObject()) {
      throw new IllegalArgumentException(
          "expected %s in the event, found an object of %s".formatted(name, whole.keySet()));
    }
    return part.getAsJsonObject();
  }

  /** Empty if it is not there, or no text. */
  private static String text(JsonObject whole, String name) {
    JsonElement text = whole.get(name);
    return text == null || !text.isJsonPrimitive() ? "" : text.getAsString();
  }

  private static @Nullable Instant time(JsonObject message) {
    String time = text(message, "time");
    try {
      return time.isEmpty() ? null : Instant.parse(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected an event time, found " + time, e);
    }
  }
}
