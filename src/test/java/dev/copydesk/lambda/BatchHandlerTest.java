package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.InMemoryObjectStore;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ObjectCatalogue;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.local.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class BatchHandlerTest {

  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final InMemoryResultStore results = new InMemoryResultStore();

  private JsonObject invoke(ObjectCatalogue catalogue, String json) throws IOException {
    ArticleLabeller labeller =
        new ArticleLabeller(
            objects,
            new ArticleReader(Limits.DEFAULT),
            new FakeParagraphClassifier(),
            results,
            Clock.systemUTC());
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new BatchHandler(labeller, catalogue)
        .handleRequest(
            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
            response,
            new LocalContext());
    return JsonParser.parseString(response.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static String event(String schema, String task) {
    return """
        {"invocationSchemaVersion":"%s","invocationId":"i1","job":{"id":"j1"},"tasks":[%s]}
        """
        .formatted(schema, task);
  }

  private static String task(String key) {
    return """
        {"taskId":"t1","s3Key":"%s","s3VersionId":null,"s3BucketArn":"arn:aws:s3:::articles"}
        """
        .formatted(key);
  }

  private static JsonObject only(JsonObject response) {
    assertEquals(1, response.getAsJsonArray("results").size());
    return response.getAsJsonArray("results").get(0).getAsJsonObject();
  }

  private JsonObject result(String task) throws IOException {
    return only(invoke(objects, event("1.0", task)));
  }

  private static String code(JsonObject result) {
    return result.get("resultCode").getAsString();
  }

  private static String said(JsonObject result) {
    return result.get("resultString").getAsString();
  }

  private void put(String key, String version, String text) {
    objects.put(
        new ArticleRef("articles", key, version, "", Sequencer.parse("01")),
        text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAnswerHasS3sShape() throws IOException {
    put("a.txt", "", "Bridge closed\nBy Tom Reed");
    assertEquals(
        JsonParser.parseString(
            """
            {"invocationSchemaVersion":"1.0","treatMissingKeysAs":"PermanentFailure",
             "invocationId":"i1","results":[{"taskId":"t1","resultCode":"Succeeded",
             "resultString":"labelled: 2 paragraphs"}]}
            """),
        invoke(objects, event("1.0", task("a.txt"))));
    assertInstanceOf(LabelledArticle.class, results.find("s3://articles/a.txt").orElseThrow());
  }

  @Test
  void schema2NamesTheBucketAndIsAnsweredInItsOwnVersion() throws IOException {
    put("a.txt", "", "Bridge closed");
    JsonObject response =
        invoke(
            objects,
            event("2.0", "{\"taskId\":\"t1\",\"s3Key\":\"a.txt\",\"s3Bucket\":\"articles\"}"));
    assertEquals("2.0", response.get("invocationSchemaVersion").getAsString());
    assertEquals("Succeeded", code(only(response)));
  }

  @Test
  void keysAreDecoded() throws IOException {
    put("2026/naïve title (1)+.txt", "", "Bridge closed");
    assertEquals("Succeeded", code(result(task("2026/na%C3%AFve+title+%281%29%2B.txt"))));
  }

  @Test
  void theVersionNamedIsLabelled() throws IOException {
    put("a.txt", "v1", "Bridge closed");
    put("a.txt", "v2", "Bridge closed\nBridge open");
    String task =
        """
        {"taskId":"t1","s3Key":"a.txt","s3VersionId":"v1","s3BucketArn":"arn:aws:s3:::articles"}
        """;
    assertEquals("labelled: 1 paragraphs", said(result(task)));
    assertEquals("v1", results.find("s3://articles/a.txt").orElseThrow().ref().versionId());
    assertEquals("labelled: 2 paragraphs", said(result(task("a.txt"))), "a newer one replaces it");
    assertEquals("Succeeded", code(result(task)));
    assertEquals("v2", results.find("s3://articles/a.txt").orElseThrow().ref().versionId());
  }

  @Test
  void aRefusedArticleIsATaskDone() throws IOException {
    put("a.txt", "", "   ");
    JsonObject result = result(task("a.txt"));
    assertEquals("Succeeded", code(result));
    assertEquals("rejected: empty", said(result));
    assertInstanceOf(RejectedArticle.class, results.find("s3://articles/a.txt").orElseThrow());
  }

  @Test
  void anEventsLabelsStay() throws IOException {
    put("a.txt", "", "Bridge closed");
    ArticleRef ofAnEvent = new ArticleRef("articles", "a.txt", "", "", Sequencer.parse("01"));
    results.replace(
        new RejectedArticle(
            ofAnEvent,
            new dev.copydesk.article.Rejection(
                dev.copydesk.article.Rejection.Reason.EMPTY, "expected text, found none"),
            Clock.systemUTC().instant()));
    JsonObject result = result(task("a.txt"));
    assertEquals("Succeeded", code(result));
    assertTrue(said(result).startsWith("superseded"), said(result));
    assertEquals(ofAnEvent, results.find("s3://articles/a.txt").orElseThrow().ref());
  }

  @Test
  void aMissingObjectIsAPermanentFailureAndStoresNothing() throws IOException {
    JsonObject result = result(task("gone.txt"));
    assertEquals("PermanentFailure", code(result));
    assertEquals("expected an object, found none", said(result));
    assertEquals(Optional.empty(), results.find("s3://articles/gone.txt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"taskId\":\"t1\",\"s3BucketArn\":\"arn:aws:s3:::articles\"}",
        "{\"taskId\":\"t1\",\"s3Key\":\"\",\"s3BucketArn\":\"arn:aws:s3:::articles\"}",
        "{\"taskId\":\"t1\",\"s3Key\":\"a%ZZ.txt\",\"s3BucketArn\":\"arn:aws:s3:::articles\"}",
        "{\"taskId\":\"t1\",\"s3Key\":\"a.txt\"}",
        "{\"taskId\":\"t1\",\"s3Key\":\"a.txt\",\"s3BucketArn\":\"arn:aws:s3:::\"}",
        "{\"taskId\":\"t1\",\"s3Key\":\"a.txt\",\"s3BucketArn\":\"articles\"}"
      })
  void aMalformedTaskFailsForGoodAndAlone(String malformed) throws IOException {
    put("a.txt", "", "Bridge closed");
    JsonObject response = invoke(objects, event("1.0", malformed + "," + task("a.txt")));
    assertEquals(
        "PermanentFailure", code(response.getAsJsonArray("results").get(0).getAsJsonObject()));
    assertEquals("Succeeded", code(response.getAsJsonArray("results").get(1).getAsJsonObject()));
  }

  private static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("TemporaryFailure", s3(503, "SlowDown")),
        Arguments.of("TemporaryFailure", s3(500, "InternalError")),
        Arguments.of("TemporaryFailure", s3(400, "ExpiredToken")),
        Arguments.of("TemporaryFailure", SdkClientException.create("timed out")),
        Arguments.of(
            "TemporaryFailure",
            ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build()),
        Arguments.of("TemporaryFailure", cancelled("TransactionConflict")),
        Arguments.of("TemporaryFailure", cancelled("ThrottlingError")),
        Arguments.of("PermanentFailure", cancelled("ValidationError")),
        Arguments.of("PermanentFailure", s3(403, "AccessDenied")),
        Arguments.of("PermanentFailure", new IllegalStateException("the graph failed")));
  }

  private static RuntimeException s3(int status, String code) {
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static RuntimeException cancelled(String code) {
    return TransactionCanceledException.builder()
        .statusCode(400)
        .cancellationReasons(CancellationReason.builder().code(code).build())
        .build();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void onlyWhatMayPassIsTriedAgain(String expected, RuntimeException fault) throws IOException {
    ObjectCatalogue broken =
        (bucket, key, version) -> {
          throw fault;
        };
    assertEquals(expected, code(only(invoke(broken, event("1.0", task("a.txt"))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"invocationSchemaVersion\":\"1.0\",\"invocationId\":\"i\",\"tasks\":[]} {}",
        "{\"Records\":[]}",
        "{\"invocationSchemaVersion\":\"3.0\",\"invocationId\":\"i\",\"tasks\":[]}",
        "{\"invocationSchemaVersion\":\"1.0\",\"invocationId\":\"i\",\"tasks\":[null]}"
      })
  void whatIsNoBatchInvocationIsThrown(String json) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> invoke(objects, json));
    assertTrue(String.valueOf(e.getMessage()).startsWith("expected"), e.getMessage());
  }
}
