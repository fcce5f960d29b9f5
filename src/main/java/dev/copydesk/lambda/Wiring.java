package dev.copydesk.lambda;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.ObjectCatalogue;
import dev.copydesk.s3.S3ObjectStore;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The function's parts, put together: credentials, region and endpoints by the SDK's defaults.
 *
 * @param catalogue of the same objects that the labeller reads
 */
record Wiring(ArticleLabeller labeller, ObjectCatalogue catalogue, Metrics metrics) {

  /**
   * @param rehearsing whether the AWS clients are to answer themselves, at any time
   */
  static Wiring of(Settings settings, AtomicBoolean rehearsing) {
    SdkHttpClient http = Rehearsal.http(Patience.DEFAULT.http().build(), rehearsing);
    AwsCredentialsProvider credentials =
        Rehearsal.credentials(DefaultCredentialsProvider.builder().build(), rehearsing);
    S3Client s3 =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(Patience.DEFAULT.overrides())
            .forcePathStyle(settings.s3PathStyle())
            .build();
    DynamoDbClient dynamoDb =
        DynamoDbClient.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(Patience.DEFAULT.overrides())
            .build();
    S3ObjectStore objects = new S3ObjectStore(s3);
    Clock clock = Clock.systemUTC();
    ArticleLabeller labeller =
        new ArticleLabeller(
            objects,
            new ArticleReader(settings.limits()),
            OnnxParagraphClassifier.load(settings.model(), settings.threads()),
            new DynamoDbResultStore(dynamoDb, settings.table()),
            clock);
    return new Wiring(labeller, objects, new Metrics(System.out, settings.function(), clock));
  }
}
