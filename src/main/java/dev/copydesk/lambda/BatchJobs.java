package dev.copydesk.lambda;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What S3 Batch Operations asks of a function and is answered, invocation schemas 1.0 and 2.0
 * ("Invoke AWS Lambda function", Amazon S3 User Guide). Names of components are names on the wire.
 */
final class BatchJobs {

  private static final Set<String> SCHEMAS = Set.of("1.0", "2.0");
  private static final String BUCKET_ARN = ":s3:::";

  /** More is cut off by S3. */
  private static final int LONGEST_RESULT = 1024;

  private static final Gson GSON = new Gson();

  private BatchJobs() {}

  /** One call of the function. */
  record Invocation(String invocationSchemaVersion, String invocationId, List<Task> tasks) {

    Response response(List<Result> results) {
      return new Response(
          invocationSchemaVersion, ResultCode.PermanentFailure, invocationId, results);
    }
  }

  /**
   * One object.
   *
   * @param s3Key URL-encoded
   * @param s3BucketArn in schema 1.0; 2.0 gives {@code s3Bucket}, its name
   */
  record Task(
      @Nullable String taskId,
      @Nullable String s3Key,
      @Nullable String s3VersionId,
      @Nullable String s3BucketArn,
      @Nullable String s3Bucket) {

    String id() {
      return Objects.requireNonNullElse(taskId, "");
    }

    /**
     * @throws IllegalArgumentException if the task names no key, or one that is not URL-encoded
     */
    String key() {
      if (s3Key == null || s3Key.isEmpty()) {
        throw new IllegalArgumentException("expected an s3Key, found none");
      }
      return URLDecoder.decode(s3Key, StandardCharsets.UTF_8);
    }

    /**
     * @throws IllegalArgumentException if the task names no bucket
     */
    String bucket() {
      if (s3Bucket != null && !s3Bucket.isEmpty()) {
        return s3Bucket;
      }
      String arn = Objects.requireNonNullElse(s3BucketArn, "");
      int name = arn.indexOf(BUCKET_ARN) + BUCKET_ARN.length();
      if (!arn.startsWith("arn:") || name < BUCKET_ARN.length() || name == arn.length()) {
        throw new IllegalArgumentException(
            "expected an s3Bucket or the s3BucketArn of a bucket, found '%s'".formatted(arn));
      }
      return arn.substring(name);
    }

    /** Empty for the newest. */
    String versionId() {
      return Objects.requireNonNullElse(s3VersionId, "");
    }
  }

  record Response(
      String invocationSchemaVersion,
      ResultCode treatMissingKeysAs,
      String invocationId,
      List<Result> results) {

    String json() {
      return GSON.toJson(this);
    }
  }

  record Result(String taskId, ResultCode resultCode, String resultString) {

    Result {
      if (resultString.length() > LONGEST_RESULT) {
        resultString = resultString.substring(0, LONGEST_RESULT);
      }
    }
  }

  /** As on the wire. */
  enum ResultCode {
    Succeeded,
    /** S3 gives the task to the function again. */
    TemporaryFailure,
    PermanentFailure
  }

  /**
   * @throws IllegalArgumentException if it is no request of S3 Batch Operations
   */
  static Invocation parse(String json) {
    Invocation invocation = invocation(json);
    if (invocation == null
        || invocation.invocationSchemaVersion() == null
        || invocation.invocationId() == null
        || invocation.tasks() == null
        || invocation.tasks().contains(null)) {
      throw new IllegalArgumentException(
          "expected an invocation by S3 Batch Operations: invocationSchemaVersion, invocationId and"
              + " tasks");
    }
    if (!SCHEMAS.contains(invocation.invocationSchemaVersion())) {
      throw new IllegalArgumentException(
          "expected invocationSchemaVersion 1.0 or 2.0, found "
              + invocation.invocationSchemaVersion());
    }
    return invocation;
  }

  private static @Nullable Invocation invocation(String json) {
    try {
      return GSON.fromJson(StrictJson.parse(json), Invocation.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "expected an invocation by S3 Batch Operations in JSON", e);
    }
  }
}
