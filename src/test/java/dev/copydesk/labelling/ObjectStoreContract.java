package dev.copydesk.labelling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} keeps. */
public abstract class ObjectStoreContract {

  protected abstract ObjectStore store();

  /** Puts an object and returns the reference to the version that it became. */
  protected abstract ArticleRef put(String key, byte[] bytes);

  protected abstract void delete(ArticleRef ref);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.txt",
        "a folder/ü 🍎+%2F.txt",
        "ends in a space ",
        "a/../b.txt",
        "s3://x/y"
      })
  void anObjectIsOpenedByItsKey(String key) throws IOException {
    byte[] bytes = ("text of " + key).getBytes(StandardCharsets.UTF_8);
    ArticleRef ref = put(key, bytes);
    assertArrayEquals(bytes, bytes(ref));
    assertArrayEquals(bytes, bytes(ref.newestVersion()));
  }

  @Test
  void anEarlierVersionIsStillOpenedByItsReference() throws IOException {
    ArticleRef first = put("twice.txt", new byte[] {1});
    put("twice.txt", new byte[] {2});
    assertArrayEquals(new byte[] {1}, bytes(first));
    assertArrayEquals(new byte[] {2}, bytes(first.newestVersion()));
  }

  @Test
  void whatIsGoneIsAbsent() {
    ArticleRef ref = put("gone.txt", new byte[] {1});
    delete(ref);
    assertEquals(Optional.empty(), store().open(ref.newestVersion()));
  }

  @Test
  void readingMayStopAtAnyPoint() throws IOException {
    ArticleRef ref = put("large.txt", new byte[2_000_000]);
    for (int i = 0; i < 3; i++) {
      try (InputStream object = store().open(ref).orElseThrow()) {
        assertEquals(0, object.read());
      }
    }
  }

  private byte[] bytes(ArticleRef ref) throws IOException {
    Optional<InputStream> object = store().open(ref);
    assertTrue(object.isPresent(), () -> "expected an object at " + ref.address());
    try (InputStream stream = object.get()) {
      return stream.readAllBytes();
    }
  }
}
