package dev.copydesk.lambda;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.s3.S3ObjectStore;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the function's parts together: credentials, region and endpoints by the SDK's defaults. */
final class Wiring {

  private Wiring() {}

  static ArticleLabeller labeller(Settings settings) {
    S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(Patience.DEFAULT.http())
            .overrideConfiguration(Patience.DEFAULT.overrides())
            .forcePathStyle(settings.s3PathStyle())
            .build();
    DynamoDbClient dynamoDb =
        DynamoDbClient.builder()
            .httpClientBuilder(Patience.DEFAULT.http())
            .overrideConfiguration(Patience.DEFAULT.overrides())
            .build();
    return new ArticleLabeller(
        new S3ObjectStore(s3),
        new ArticleReader(settings.limits()),
        OnnxParagraphClassifier.load(settings.model(), settings.threads()),
        new DynamoDbResultStore(dynamoDb, settings.table()),
        Clock.systemUTC());
  }
}
