package dev.copydesk.local;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What S3's notifications are on AWS: sees that a bucket's objects came, changed or went, whoever
 * did it, and says so as S3 events. Of several changes between two looks, the last counts.
 */
final class UploadWatcher implements AutoCloseable {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What tells two states of an object apart. */
  private record State(String eTag, Instant modified, long size) {}

  private final S3Client s3;
  private final String bucket;
  private final Consumer<String> events;
  private final Map<String, State> known = new HashMap<>();
  private final Thread thread = Thread.ofVirtual().name("upload watcher").unstarted(this::run);
  private volatile boolean stopped;
  private long order;

  /**
   * @param events takes one S3 event message at a time
   */
  UploadWatcher(S3Client s3, String bucket, Consumer<String> events) {
    this.s3 = s3;
    this.bucket = bucket;
    this.events = events;
  }

  UploadWatcher start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!stopped) {
      try {
        look();
      } catch (SdkException e) {
        if (!stopped) {
          System.err.println("watching " + bucket + ": " + e.getMessage());
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void look() {
    Set<String> gone = new HashSet<>(known.keySet());
    for (S3Object object : s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()) {
      gone.remove(object.key());
      State state = new State(object.eTag(), object.lastModified(), object.size());
      if (!state.equals(known.put(object.key(), state))) {
        raise("ObjectCreated:Put", object.key());
      }
    }
    gone.forEach(
        key -> {
          known.remove(key);
          raise("ObjectRemoved:Delete", key);
        });
  }

  private void raise(String name, String key) {
    events.accept(EventRecords.message(name, bucket, key, ++order));
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
