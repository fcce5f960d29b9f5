package dev.copydesk.lambda;

import dev.copydesk.s3.S3ObjectStore;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * How long the function waits for S3 and DynamoDB, so that an event ends before Lambda ends it. A
 * longer fault is for Lambda's retries, minutes apart.
 *
 * @param connect to a server
 * @param read the next bytes of an answer
 * @param attempt at a request, up to the answer's first bytes if those are streamed
 * @param call a request with all attempts and the pauses between them
 * @param attempts at most
 */
record Patience(Duration connect, Duration read, Duration attempt, Duration call, int attempts) {

  static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          4);

  /**
   * What one record takes at worst: a call to S3, the object's bytes ({@link
   * S3ObjectStore#PATIENCE} and one read more), a call to DynamoDB, and twenty seconds for the
   * model on the largest article.
   */
  static final Duration ONE_RECORD =
      DEFAULT
          .call()
          .plus(S3ObjectStore.PATIENCE)
          .plus(DEFAULT.read())
          .plus(DEFAULT.call())
          .plusSeconds(20);

  UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(connect).socketTimeout(read);
  }

  ClientOverrideConfiguration overrides() {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(call)
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .retryOnException(Patience::isConflict)
                .build())
        .build();
  }

  /**
   * Of two transactions that meet over an article's items DynamoDB cancels one, as when an event
   * comes twice at the same time. The SDK leaves it at that; Lambda would label the article again,
   * a minute later.
   */
  private static boolean isConflict(Throwable fault) {
    return fault instanceof TransactionCanceledException cancelled
        && cancelled.cancellationReasons().stream()
            .anyMatch(reason -> "TransactionConflict".equals(reason.code()));
  }
}
