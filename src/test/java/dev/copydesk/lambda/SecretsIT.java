package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalContext;
import dev.copydesk.local.LocalServers;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A marked text goes through the real handlers, in every way that it may end; what comes out
 * besides the table (streams, log, metrics, a batch job's answer, and exceptions, which are what
 * Lambda puts into the queue of failed events) tells of the object's address and never of its text.
 */
final class SecretsIT {

  private static final String MARK = "swordfish";

  private static final String BUCKET = "secrets";

  private static final LocalServers SERVERS = LocalServers.shared();

  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeAll
  static void create() {
    SERVERS.s3().createBucket(bucket -> bucket.bucket(BUCKET));
    SERVERS.createTable(BUCKET);
  }

  @BeforeEach
  void listen() {
    PrintStream listener = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(listener);
    System.setErr(listener);
  }

  @AfterEach
  void stopListening() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private static void upload(String key, String text) {
    SERVERS.s3().putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  private static void invoke(String bucket, String key, String table, ParagraphClassifier model)
      throws IOException {
    String event = EventRecords.message("ObjectCreated:Put", bucket, key, 1);
    new ArticleHandler(labeller(model, table), metrics())
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            new LocalContext());
  }

  private static ArticleLabeller labeller(ParagraphClassifier model, String table) {
    return new ArticleLabeller(
        new S3ObjectStore(SERVERS.s3()),
        new ArticleReader(Limits.DEFAULT),
        model,
        new DynamoDbResultStore(SERVERS.dynamoDb(), table),
        Clock.systemUTC());
  }

  private static Metrics metrics() {
    return new Metrics(System.out, BUCKET, Clock.systemUTC());
  }

  /** The answer, which lands in the job's report. */
  private static String backfill(String key, String table) throws IOException {
    String job =
        """
        {"invocationSchemaVersion": "2.0", "invocationId": "i", "job": {"id": "j"},
         "tasks": [{"taskId": "t", "s3Key": "%s", "s3VersionId": null, "s3Bucket": "%s"}]}
        """
            .formatted(key, BUCKET);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new BatchHandler(
            labeller(new FakeParagraphClassifier(), table),
            new S3ObjectStore(SERVERS.s3()),
            metrics())
        .handleRequest(
            new ByteArrayInputStream(job.getBytes(StandardCharsets.UTF_8)),
            answer,
            new LocalContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** The whole chain with its traces, as a superset of what Lambda keeps of it. */
  private static String told(Throwable e) {
    StringWriter told = new StringWriter();
    e.printStackTrace(new PrintWriter(told));
    return told.toString();
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private void assertTellsTheAddressAlone(String all, String key) {
    assertFalse(all.contains(MARK), all);
    assertTrue(all.contains("s3://" + BUCKET + "/" + key), all);
  }

  @Test
  void aLabelledArticle() throws IOException {
    upload("labelled.txt", "The bridge is closed, says " + MARK + ".\n");
    invoke(BUCKET, "labelled.txt", BUCKET, new FakeParagraphClassifier());
    assertTellsTheAddressAlone(said(), "labelled.txt");
    assertTrue(said().contains(Metrics.MILLIS_PER_PARAGRAPH), said());
    var held =
        new DynamoDbResultStore(SERVERS.dynamoDb(), BUCKET).find("s3://secrets/labelled.txt");
    assertTrue(
        assertInstanceOf(LabelledArticle.class, held.orElseThrow())
            .paragraphs()
            .getFirst()
            .paragraph()
            .text()
            .contains(MARK),
        "the text is in the table and nowhere else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%PDF-1.4 " + MARK,
        "<?xml version='1.0'?><" + MARK + ">" + MARK + "</" + MARK + ">",
        MARK + "\0" + MARK,
        "<title>" + MARK + "</title>",
        "\u001f\u008b" + MARK,
        "Мост закрыт, сообщает городская администрация: " + MARK,
        MARK
            + " Le bac ne partira pas parce que le gouvernail est fendu et la capitainerie de"
            + " l'île ne sait pas quand il sera réparé ; les habitants devront attendre la poste"
            + " et le pain qui arrivent par une petite barque",
      })
  void aRefusedOne(String text) throws IOException {
    String key = "refused-" + Integer.toHexString(text.hashCode());
    upload(key, text);
    invoke(BUCKET, key, BUCKET, new FakeParagraphClassifier());
    assertTellsTheAddressAlone(said(), key);
    var held =
        new DynamoDbResultStore(SERVERS.dynamoDb(), BUCKET).find("s3://" + BUCKET + "/" + key);
    RejectedArticle rejected = assertInstanceOf(RejectedArticle.class, held.orElseThrow());
    assertFalse(rejected.rejection().detail().contains(MARK), rejected.rejection().detail());
  }

  @ParameterizedTest
  @CsvSource({
    "The bridge is closed, Succeeded, secrets",
    "%PDF-1.4, Succeeded, secrets",
    "The bridge is closed, PermanentFailure, no-table",
  })
  void aBackfilledOne(String text, String code, String table) throws IOException {
    String key = "backfilled-" + Integer.toHexString((text + table).hashCode());
    upload(key, text + " " + MARK);
    String answer = backfill(key, table);
    assertTrue(answer.contains(code), answer);
    assertFalse((answer + said()).contains(MARK), answer + said());
  }

  @Test
  void malformedBytes() throws IOException {
    byte[] bytes = (MARK + "\u00e2\u0081" + MARK).getBytes(StandardCharsets.ISO_8859_1);
    SERVERS
        .s3()
        .putObject(put -> put.bucket(BUCKET).key("malformed"), RequestBody.fromBytes(bytes));
    invoke(BUCKET, "malformed", BUCKET, new FakeParagraphClassifier());
    assertTellsTheAddressAlone(said(), "malformed");
  }

  @Test
  void aFailingStore() {
    upload("store-fails.txt", "The bridge is closed, says " + MARK + ".\n");
    Throwable e =
        assertThrows(
            IllegalStateException.class,
            () -> invoke(BUCKET, "store-fails.txt", "no-table", new FakeParagraphClassifier()));
    assertTellsTheAddressAlone(said() + told(e), "store-fails.txt");
  }

  @Test
  void aFailingObjectStore() {
    Throwable e =
        assertThrows(
            IllegalStateException.class,
            () ->
                invoke("no-bucket", MARK.length() + ".txt", BUCKET, new FakeParagraphClassifier()));
    String all = said() + told(e);
    assertTrue(all.contains("s3://no-bucket/9.txt"), all);
  }

  /** The real model, taken away while the article is read. */
  @Test
  void aFailingModel() {
    upload("model-fails.txt", "The bridge is closed, says " + MARK + ".\n");
    OnnxParagraphClassifier closed = OnnxParagraphClassifier.load(Path.of("model/bundle"), 1);
    closed.close();
    Throwable e =
        assertThrows(
            IllegalStateException.class, () -> invoke(BUCKET, "model-fails.txt", BUCKET, closed));
    assertTellsTheAddressAlone(said() + told(e), "model-fails.txt");
  }

  @Test
  void aKeyWithALineBreakIsOneLine() throws IOException {
    String key = "a\nINFO labelled [article=s3://forged]\u001b[2J.txt";
    ArticleRef ref = new ArticleRef(BUCKET, key, "", "", Sequencer.parse("01"));
    ArticleLabeller labeller =
        new ArticleLabeller(
            _ ->
                java.util.Optional.of(
                    new ByteArrayInputStream("Closed.".getBytes(StandardCharsets.UTF_8))),
            new ArticleReader(Limits.DEFAULT),
            new FakeParagraphClassifier(),
            new DynamoDbResultStore(SERVERS.dynamoDb(), BUCKET),
            Clock.systemUTC());
    new ArticleHandler(labeller)
        .handleRequest(
            new ByteArrayInputStream(
                EventRecords.message("ObjectCreated:Put", BUCKET, key, 1)
                    .getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            new LocalContext());
    assertEquals(1, said().strip().lines().count(), said());
    assertFalse(said().contains("\u001b"));
    assertTrue(said().contains(ref.printable()), said());
  }
}
