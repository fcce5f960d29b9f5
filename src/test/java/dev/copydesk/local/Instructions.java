package dev.copydesk.local;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** The commands with which a user works on the local cloud, to copy and paste. */
final class Instructions {

  private Instructions() {}

  static String of(LocalServers servers) {
    String region = LocalServers.REGION.id();
    return """
      Running. In another terminal:

        export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_REGION=%s AWS_DEFAULT_REGION=%s
        export AWS_ENDPOINT_URL_S3=%s AWS_ENDPOINT_URL_DYNAMODB=%s

      Upload, then read the labels:

        aws s3 cp events/articles/local-news-appeal.txt s3://articles/
        ./copydesk query s3://articles/local-news-appeal.txt
        ./copydesk query --label solicitation
        ./copydesk query --rejected

      The same with nothing but the AWS CLI: an article whole, and the day's solicitations
      (one of four shards, 0 to 3):

        aws dynamodb query --table-name copydesk --key-condition-expression 'article = :a' \\
          --expression-attribute-values '{":a": {"S": "s3://articles/local-news-appeal.txt"}}'
        aws dynamodb query --table-name copydesk --index-name feed \\
          --key-condition-expression 'feed = :f' \\
          --expression-attribute-values '{":f": {"S": "solicitation#%s#0"}}'

      Ctrl-C ends it; nothing is kept.
      """
        .formatted(
            LocalServers.ACCESS_KEY,
            LocalServers.SECRET_KEY,
            region,
            region,
            servers.s3Endpoint(),
            servers.dynamoDbEndpoint(),
            LocalDate.now(ZoneOffset.UTC));
  }
}
