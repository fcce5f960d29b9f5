package dev.copydesk.labelling;

import dev.copydesk.article.ArticleRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The fake of {@link ObjectStore}: objects by address and version; thread-safe. */
public final class InMemoryObjectStore implements ObjectStore {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** Keeps the bytes as the newest version and under the reference's own version. */
  public void put(ArticleRef ref, byte[] bytes) {
    objects.put(key(ref), bytes.clone());
    objects.put(key(ref.newestVersion()), bytes.clone());
  }

  public void delete(ArticleRef ref) {
    objects.keySet().removeIf(key -> key.startsWith(ref.address() + "\n"));
  }

  @Override
  public Optional<InputStream> open(ArticleRef ref) {
    return Optional.ofNullable(objects.get(key(ref))).map(ByteArrayInputStream::new);
  }

  private static String key(ArticleRef ref) {
    return ref.address() + "\n" + ref.versionId();
  }
}
