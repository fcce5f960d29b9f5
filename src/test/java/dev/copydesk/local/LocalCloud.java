package dev.copydesk.local;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.Limits;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.dynamodb.Feeds;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.lambda.ArticleHandler;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole flow on this machine: uploads to the bucket end as labels in the table. */
public final class LocalCloud implements AutoCloseable {

  public static final String BUCKET = "articles";
  public static final String TABLE = "copydesk";

  private final LocalServers servers;
  private final OnnxParagraphClassifier classifier;
  private final UploadWatcher watcher;

  private LocalCloud(LocalServers servers, OnnxParagraphClassifier classifier) {
    this.servers = servers;
    this.classifier = classifier;
    ArticleHandler handler = new ArticleHandler(labeller());
    this.watcher = new UploadWatcher(servers.s3(), BUCKET, event -> invoke(handler, event)).start();
  }

  /**
   * @param s3Port 0 for any free one; likewise {@code dynamoDbPort}
   */
  public static LocalCloud start(int s3Port, int dynamoDbPort) {
    CompletableFuture<OnnxParagraphClassifier> classifier =
        CompletableFuture.supplyAsync(
            () ->
                OnnxParagraphClassifier.load(
                    Path.of(System.getProperty("copydesk.model", "model/bundle")), 1));
    LocalServers servers = LocalServers.start(s3Port, dynamoDbPort);
    servers.s3().createBucket(request -> request.bucket(BUCKET));
    servers.createTable(TABLE);
    return new LocalCloud(servers, classifier.join());
  }

  private ArticleLabeller labeller() {
    return new ArticleLabeller(
        new S3ObjectStore(servers.s3()),
        new ArticleReader(Limits.DEFAULT),
        classifier,
        results(),
        Clock.systemUTC());
  }

  /** As Lambda does: a failed event is told and, here, not tried again. */
  private static void invoke(ArticleHandler handler, String event) {
    try {
      byte[] input = event.getBytes(StandardCharsets.UTF_8);
      handler.handleRequest(
          new ByteArrayInputStream(input), OutputStream.nullOutputStream(), new LocalContext());
    } catch (IOException | RuntimeException e) {
      System.err.println("the function failed: " + e.getMessage());
    }
  }

  public S3Client s3() {
    return servers.s3();
  }

  public DynamoDbResultStore results() {
    return new DynamoDbResultStore(servers.dynamoDb(), TABLE);
  }

  public Feeds feeds() {
    return new Feeds(servers.dynamoDb(), TABLE);
  }

  public LocalServers servers() {
    return servers;
  }

  @Override
  public void close() {
    watcher.close();
    servers.close();
    classifier.close();
  }
}
