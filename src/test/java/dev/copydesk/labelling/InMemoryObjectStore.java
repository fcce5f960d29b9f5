package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fake of {@link ObjectStore} and {@link ObjectCatalogue}: objects by address and version;
 * thread-safe.
 */
public final class InMemoryObjectStore implements ObjectStore, ObjectCatalogue {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, ArticleRef> refs = new ConcurrentHashMap<>();
  private final AtomicLong seconds = new AtomicLong();

  /** Keeps the bytes as the newest version and under the reference's own version. */
  public void put(ArticleRef ref, byte[] bytes) {
    objects.put(key(ref), bytes.clone());
    objects.put(key(ref.newestVersion()), bytes.clone());
    Sequencer order = Sequencer.withoutEvent(Instant.ofEpochSecond(seconds.incrementAndGet()));
    ArticleRef found = new ArticleRef(ref.bucket(), ref.key(), ref.versionId(), ref.eTag(), order);
    refs.put(key(ref), found);
    refs.put(key(ref.newestVersion()), found);
  }

  public void delete(ArticleRef ref) {
    objects.keySet().removeIf(key -> key.startsWith(ref.address() + "\n"));
    refs.keySet().removeIf(key -> key.startsWith(ref.address() + "\n"));
  }

  @Override
  public Optional<InputStream> open(ArticleRef ref) {
    return Optional.ofNullable(objects.get(key(ref))).map(ByteArrayInputStream::new);
  }

  @Override
  public Optional<ArticleRef> find(String bucket, String key, String versionId) {
    return Optional.ofNullable(refs.get("s3://" + bucket + "/" + key + "\n" + versionId));
  }

  private static String key(ArticleRef ref) {
    return ref.address() + "\n" + ref.versionId();
  }
}
