package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.Limits;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalContext;
import dev.copydesk.local.LocalServers;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Backfill beside events, on a versioned bucket and a real table: the newest object wins. */
final class BatchHandlerIT {

  private static final LocalServers SERVERS = LocalServers.shared();

  private final S3Client s3 = SERVERS.s3();
  private final String bucket = "backfill-" + UUID.randomUUID();
  private final String table = bucket;
  private final S3ObjectStore objects = new S3ObjectStore(s3);
  private final DynamoDbResultStore results = new DynamoDbResultStore(SERVERS.dynamoDb(), table);
  private final ArticleLabeller labeller =
      new ArticleLabeller(
          objects,
          new ArticleReader(Limits.DEFAULT),
          new FakeParagraphClassifier(),
          results,
          Clock.systemUTC());

  @BeforeEach
  void createBucketAndTable() {
    SERVERS.createTable(table);
    s3.createBucket(create -> create.bucket(bucket));
    s3.putBucketVersioning(
        put ->
            put.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  private String put(String text) {
    return s3.putObject(put -> put.bucket(bucket).key("a b.txt"), RequestBody.fromString(text))
        .versionId();
  }

  private void event(String name, long order) throws IOException {
    new ArticleHandler(labeller)
        .handleRequest(
            bytes(EventRecords.message(name, bucket, "a b.txt", order)),
            OutputStream.nullOutputStream(),
            new LocalContext());
  }

  private String backfill(@Nullable String versionId) throws IOException {
    JsonObject task = new JsonObject();
    task.addProperty("taskId", "t");
    task.addProperty("s3Key", "a+b.txt");
    task.addProperty("s3VersionId", versionId);
    task.addProperty("s3BucketArn", "arn:aws:s3:::" + bucket);
    String invocation =
        """
        {"invocationSchemaVersion":"1.0","invocationId":"i","job":{"id":"j"},"tasks":[%s]}
        """
            .formatted(task);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new BatchHandler(labeller, objects)
        .handleRequest(bytes(invocation), response, new LocalContext());
    JsonObject result =
        JsonParser.parseString(response.toString(StandardCharsets.UTF_8))
            .getAsJsonObject()
            .getAsJsonArray("results")
            .get(0)
            .getAsJsonObject();
    return result.get("resultCode").getAsString() + " " + result.get("resultString").getAsString();
  }

  private static ByteArrayInputStream bytes(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private String heldVersion() {
    return results.find("s3://" + bucket + "/a b.txt").orElseThrow().ref().versionId();
  }

  @Test
  void whatWasThereBeforeIsLabelledOnceAndTheNextUploadReplacesIt() throws IOException {
    String version = put("Bridge closed");
    assertEquals("Succeeded labelled: 1 paragraphs", backfill(version));
    assertEquals(version, heldVersion());
    assertTrue(backfill(version).startsWith("Succeeded superseded"), "a task given twice");
    put("Bridge open\nGive now");
    event("ObjectCreated:Put", 1);
    assertTrue(backfill(version).startsWith("Succeeded superseded"), "the older version, late");
    assertEquals("", heldVersion(), "of the event, which names no version");
  }

  @Test
  void anObjectDeletedMeanwhileStaysForgotten() throws IOException {
    String version = put("Bridge closed");
    s3.deleteObject(delete -> delete.bucket(bucket).key("a b.txt"));
    event("ObjectRemoved:DeleteMarkerCreated", 1);
    assertTrue(backfill(version).startsWith("Succeeded superseded"), "its old version is there");
    assertEquals("PermanentFailure expected an object, found none", backfill(null));
  }
}
