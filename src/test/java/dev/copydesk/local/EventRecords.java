package dev.copydesk.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * S3 events in the shape in which S3 sends them (event version 2.1), all of one time: the same
 * arguments make the same event.
 */
public final class EventRecords {

  private EventRecords() {}

  /** A message of one record; the sequencer grows with `order`. */
  public static String message(String name, String bucket, String key, long order) {
    return message(record(name, bucket, key, String.format(Locale.ROOT, "%018X", order)));
  }

  public static String message(JsonObject... records) {
    JsonArray all = new JsonArray();
    for (JsonObject record : records) {
      all.add(record);
    }
    JsonObject message = new JsonObject();
    message.add("Records", all);
    return message.toString();
  }

  /**
   * @param name {@code ObjectCreated:Put}
   * @param key as the uploader gave it; S3 sends it URL-encoded
   */
  public static JsonObject record(String name, String bucket, String key, String sequencer) {
    JsonObject object = new JsonObject();
    object.addProperty("key", URLEncoder.encode(key, StandardCharsets.UTF_8));
    object.addProperty("sequencer", sequencer);
    JsonObject container = new JsonObject();
    container.addProperty("name", bucket);
    container.addProperty("arn", "arn:aws:s3:::" + bucket);
    JsonObject s3 = new JsonObject();
    s3.addProperty("s3SchemaVersion", "1.0");
    s3.add("bucket", container);
    s3.add("object", object);
    JsonObject record = new JsonObject();
    record.addProperty("eventVersion", "2.1");
    record.addProperty("eventSource", "aws:s3");
    record.addProperty("awsRegion", LocalServers.REGION.id());
    record.addProperty("eventTime", "2026-01-01T06:30:00.000Z");
    record.addProperty("eventName", name);
    record.add("s3", s3);
    return record;
  }
}
