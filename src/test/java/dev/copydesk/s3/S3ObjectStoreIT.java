package dev.copydesk.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ObjectStore;
import dev.copydesk.labelling.ObjectStoreContract;
import dev.copydesk.local.LocalServers;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

final class S3ObjectStoreIT extends ObjectStoreContract {

  private final S3Client s3 = LocalServers.shared().s3();
  private final String bucket = "bucket-" + UUID.randomUUID();

  @BeforeEach
  void createVersionedBucket() {
    s3.createBucket(create -> create.bucket(bucket));
    s3.putBucketVersioning(
        put ->
            put.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(s3);
  }

  @Override
  protected ArticleRef put(String key, byte[] bytes) {
    String version =
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes)).versionId();
    return new ArticleRef(bucket, key, version, "", Sequencer.parse("01"));
  }

  @Override
  protected void delete(ArticleRef ref) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(ref.key()));
  }

  @Test
  void aVersionThatIsGoneIsAbsent() {
    ArticleRef ref = put("version.txt", new byte[] {1});
    s3.deleteObject(delete -> delete.bucket(bucket).key(ref.key()).versionId(ref.versionId()));
    assertEquals(Optional.empty(), store().open(ref));
  }

  @Test
  void anObjectIsFoundWithItsVersionAndTheTimeOfItsLastChange() {
    ArticleRef first = put("found.txt", new byte[] {1});
    ArticleRef second = put("found.txt", new byte[] {2});
    S3ObjectStore catalogue = new S3ObjectStore(s3);
    ArticleRef newest = catalogue.find(bucket, "found.txt", "").orElseThrow();
    ArticleRef older = catalogue.find(bucket, "found.txt", first.versionId()).orElseThrow();
    assertEquals(second.versionId(), newest.versionId());
    assertEquals(first.versionId(), older.versionId());
    HeadObjectResponse head = s3.headObject(h -> h.bucket(bucket).key("found.txt"));
    assertEquals(Sequencer.withoutEvent(head.lastModified()), newest.sequencer());
    assertEquals("\"" + newest.eTag() + "\"", head.eTag(), "as events give it");
  }

  @Test
  void anObjectThatIsGoneIsNotFound() {
    S3ObjectStore catalogue = new S3ObjectStore(s3);
    ArticleRef ref = put("deleted.txt", new byte[] {1});
    delete(ref);
    assertEquals(Optional.empty(), catalogue.find(bucket, "deleted.txt", ""));
    assertEquals(Optional.empty(), catalogue.find(bucket, "never.txt", ""));
  }

  @Test
  void aMissingBucketIsAFaultAndThrown() {
    ArticleRef elsewhere =
        new ArticleRef("no-such-" + bucket, "a.txt", "", "", Sequencer.parse("01"));
    assertThrows(NoSuchBucketException.class, () -> store().open(elsewhere));
  }
}
