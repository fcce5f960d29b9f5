package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ResultStore;
import dev.copydesk.labelling.ResultStore.Replacement;
import dev.copydesk.labelling.Results;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalContext;
import dev.copydesk.local.TransactionConflict;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.S3Client;

/** The function against servers that never answer, or refuse for now, in a tenth of the time. */
final class PatienceTest {

  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          4);

  /** Far more than a call takes, far less than a hanging one. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger conflicts = new AtomicInteger();
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(exchanges);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    exchanges.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = "Bridge closed\nBy Tom Reed".getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/good.txt")) {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } else if (exchange.getRequestURI().getPath().endsWith("/half.txt")) {
        exchange.sendResponseHeaders(200, body.length * 2L);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        over.await();
      } else if (exchange.getRequestURI().getPath().startsWith("/conflict")) {
        boolean meets = conflicts.getAndDecrement() > 0;
        byte[] answer = (meets ? TransactionConflict.BODY : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(meets ? TransactionConflict.STATUS : 200, answer.length);
        exchange.getResponseBody().write(answer);
      } else {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <B extends AwsClientBuilder<B, C>, C> B local(B builder) {
    return builder
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(SHORT.overrides());
  }

  private S3ObjectStore objects() {
    return new S3ObjectStore(
        local(S3Client.builder()).forcePathStyle(true).httpClientBuilder(SHORT.http()).build());
  }

  private ResultStore hangingResults() {
    return results("");
  }

  private ResultStore results(String path) {
    return new DynamoDbResultStore(
        local(DynamoDbClient.builder())
            .endpointOverride(endpoint().resolve(path))
            .httpClientBuilder(SHORT.http())
            .build(),
        "labels");
  }

  private URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Test
  void aHangingS3EndsTheCall() {
    ArticleRef ref = new ArticleRef("articles", "hangs.txt", "", "", Sequencer.parse("01"));
    assertTimeoutPreemptively(
        BOUND, () -> assertThrows(SdkClientException.class, () -> objects().open(ref)));
  }

  @Test
  void aHangingDynamoDbEndsTheCall() {
    LabelledArticle article = Results.labelled(Results.ref("a", "01"), "Bridge closed");
    assertTimeoutPreemptively(
        BOUND,
        () -> assertThrows(SdkClientException.class, () -> hangingResults().replace(article)));
  }

  @Test
  void aWriteThatMeetsAnotherIsTriedAgain() {
    conflicts.set(2);
    LabelledArticle article = Results.labelled(Results.ref("a", "01"), "Bridge closed");
    assertEquals(Replacement.STORED, results("/conflict").replace(article));
    assertEquals(-1, conflicts.get(), "asked three times");
  }

  @Test
  void aWriteThatMeetsOthersAgainAndAgainIsThrown() {
    conflicts.set(100);
    LabelledArticle article = Results.labelled(Results.ref("a", "01"), "Bridge closed");
    assertThrows(TransactionCanceledException.class, () -> results("/conflict").replace(article));
    assertEquals(100 - SHORT.attempts(), conflicts.get());
  }

  @Test
  void anObjectThatHangsInTheMiddleEndsTheRead() {
    ArticleRef ref = new ArticleRef("articles", "half.txt", "", "", Sequencer.parse("01"));
    assertTimeoutPreemptively(
        BOUND,
        () ->
            assertThrows(
                IOException.class, () -> objects().open(ref).orElseThrow().readAllBytes()));
  }

  @Test
  void whatHangsIsThrownAfterTheOthersAreStored() {
    InMemoryResultStore results = new InMemoryResultStore();
    ArticleHandler handler =
        new ArticleHandler(
            new ArticleLabeller(
                objects(),
                new ArticleReader(Limits.DEFAULT),
                new FakeParagraphClassifier(),
                results,
                Clock.systemUTC()));
    String event =
        EventRecords.message(created("hangs.txt"), created("half.txt"), created("good.txt"));
    IllegalStateException e =
        assertTimeoutPreemptively(
            BOUND, () -> assertThrows(IllegalStateException.class, () -> invoke(handler, event)));
    assertEquals(
        "2 of 3 records failed, the first: could not label s3://articles/hangs.txt",
        e.getMessage());
    assertInstanceOf(LabelledArticle.class, results.find("s3://articles/good.txt").orElseThrow());
  }

  @Test
  void oneRecordsWorstIsTheSumOfItsSteps() {
    assertTrue(
        Patience.DEFAULT.attempt().compareTo(Patience.DEFAULT.call()) < 0,
        "a second attempt has its time");
    assertEquals(Duration.ofSeconds(55), Patience.ONE_RECORD);
  }

  private static JsonObject created(String key) {
    return EventRecords.record("ObjectCreated:Put", "articles", key, "01");
  }

  private static void invoke(ArticleHandler handler, String event) throws IOException {
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        OutputStream.nullOutputStream(),
        new LocalContext());
  }
}
