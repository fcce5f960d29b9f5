package dev.copydesk.s3;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ObjectCatalogue;
import dev.copydesk.labelling.ObjectStore;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects on Amazon S3. Refused access and a missing bucket are faults of the set-up and thrown.
 */
public final class S3ObjectStore implements ObjectStore, ObjectCatalogue {

  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405; // the version named is a delete marker

  /** With all bytes of an object, from its first. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final S3Client s3;
  private final Duration patience;

  public S3ObjectStore(S3Client s3) {
    this(s3, PATIENCE);
  }

  S3ObjectStore(S3Client s3, Duration patience) {
    this.s3 = s3;
    this.patience = patience;
  }

  @Override
  public Optional<InputStream> open(ArticleRef ref) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(ref.bucket()).key(ref.key());
    if (!ref.versionId().isEmpty()) {
      request.versionId(ref.versionId());
    }
    try {
      return Optional.of(whole(ref, s3.getObject(request.build())));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<ArticleRef> find(String bucket, String key, String versionId) {
    HeadObjectRequest.Builder request = HeadObjectRequest.builder().bucket(bucket).key(key);
    if (!versionId.isEmpty()) {
      request.versionId(versionId);
    }
    try {
      HeadObjectResponse found = s3.headObject(request.build());
      return Optional.of(
          new ArticleRef(
              bucket,
              key,
              Objects.requireNonNullElse(found.versionId(), ""),
              Objects.requireNonNullElse(found.eTag(), "").replace("\"", ""),
              Sequencer.withoutEvent(found.lastModified())));
    } catch (S3Exception e) {
      // An answer to HEAD has no body that would name the fault.
      if (e.statusCode() == NOT_FOUND || isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private InputStream whole(ArticleRef ref, ResponseInputStream<GetObjectResponse> object) {
    Long length = object.response().contentLength();
    return length == null ? object : new WholeObject(object, ref.address(), length, patience);
  }

  private static boolean isGone(S3Exception e) {
    return e.statusCode() == METHOD_NOT_ALLOWED
        || (e.awsErrorDetails() != null && "NoSuchVersion".equals(e.awsErrorDetails().errorCode()));
  }
}
