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
  void aMissingBucketIsAFaultAndThrown() {
    ArticleRef elsewhere =
        new ArticleRef("no-such-" + bucket, "a.txt", "", "", Sequencer.parse("01"));
    assertThrows(NoSuchBucketException.class, () -> store().open(elsewhere));
  }
}
