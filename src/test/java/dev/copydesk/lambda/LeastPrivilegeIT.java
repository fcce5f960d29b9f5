package dev.copydesk.lambda;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Sequencer;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.local.LocalServers;
import dev.copydesk.s3.S3ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The function's role may do what its code does and nothing more: every call of the adapters is
 * recorded from the SDK while articles come, change and go, and held against the template.
 */
final class LeastPrivilegeIT {

  private static final String NAME = "least-privilege";

  /** The permissions that a call needs, as the service authorization reference gives them. */
  private static final class Recorder implements ExecutionInterceptor {

    final Set<String> permissions = new ConcurrentSkipListSet<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      switch (context.request()) {
        case GetObjectRequest get ->
            permissions.add(get.versionId() == null ? "s3:GetObject" : "s3:GetObjectVersion");
        case TransactWriteItemsRequest write -> write.transactItems().forEach(this::action);
        default -> permissions.add(context.request().getClass().getSimpleName());
      }
    }

    private void action(TransactWriteItem item) {
      if (item.put() != null) {
        permissions.add("dynamodb:PutItem");
      }
      if (item.delete() != null) {
        permissions.add("dynamodb:DeleteItem");
      }
      if (item.update() != null) {
        permissions.add("dynamodb:UpdateItem");
      }
      if (item.conditionCheck() != null) {
        permissions.add("dynamodb:ConditionCheckItem");
      }
    }

    /** That an object is gone is told only to who may list the bucket; others are denied. */
    @Override
    public void onExecutionFailure(
        Context.FailedExecution context, ExecutionAttributes attributes) {
      if (context.exception() instanceof NoSuchKeyException) {
        permissions.add("s3:ListBucket");
      }
    }
  }

  private final LocalServers servers = LocalServers.shared();
  private final Recorder recorder = new Recorder();

  private <C, B extends AwsClientBuilder<B, C>> C client(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(LocalServers.REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalServers.ACCESS_KEY, LocalServers.SECRET_KEY)))
        .overrideConfiguration(override -> override.addExecutionInterceptor(recorder))
        .build();
  }

  private String put(String key, String text) {
    return servers
        .s3()
        .putObject(put -> put.bucket(NAME).key(key), RequestBody.fromString(text))
        .versionId();
  }

  private static ArticleRef ref(String key, String version, String sequencer) {
    return new ArticleRef(NAME, key, version, "", Sequencer.parse(sequencer));
  }

  @Test
  void theRoleMayDoWhatTheCodeDoesAndNothingMore() throws IOException {
    servers.s3().createBucket(bucket -> bucket.bucket(NAME));
    servers
        .s3()
        .putBucketVersioning(
            versioning ->
                versioning
                    .bucket(NAME)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    servers.createTable(NAME);
    try (S3Client s3 =
            client(
                S3Client.builder()
                    .forcePathStyle(true)
                    .httpClientBuilder(UrlConnectionHttpClient.builder()),
                servers.s3Endpoint());
        DynamoDbClient dynamoDb =
            client(
                DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()),
                servers.dynamoDbEndpoint())) {
      live(
          new ArticleLabeller(
              new S3ObjectStore(s3),
              new ArticleReader(Limits.DEFAULT),
              new FakeParagraphClassifier(),
              new DynamoDbResultStore(dynamoDb, NAME),
              Clock.systemUTC()));
    }
    assertEquals(granted("s3", "dynamodb"), recorder.permissions);
  }

  /** All that may happen to an article. */
  private void live(ArticleLabeller labeller) {
    String first = put("a.txt", "Bridge closed\nBy Tom Reed\nGive now");
    labeller.label(ref("a.txt", first, "01"));
    labeller.label(ref("a.txt", first, "01"));
    put("a.txt", "Bridge open");
    labeller.label(ref("a.txt", "", "02"));
    String refused = put("a.txt", "%PDF-1.4");
    labeller.label(ref("a.txt", refused, "03"));
    labeller.label(ref("gone.txt", "", "01"));
    labeller.remove(ref("a.txt", "", "04"));
  }

  private static String role() throws IOException {
    Matcher role =
        Pattern.compile("\n {2}ArticleFunctionRole:\n((?: {3,}.*\n|\n)+)")
            .matcher(Files.readString(Path.of("template.yaml")));
    assertTrue(role.find(), "expected the template to have an ArticleFunctionRole");
    return role.group(1);
  }

  private static Set<String> granted(String... services) throws IOException {
    return Pattern.compile("\\b(?:%s):[A-Z]\\w+".formatted(String.join("|", services)))
        .matcher(role())
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  /** What Lambda itself does in the role's name. */
  @Test
  void forLambdaItselfTheRoleMayLogAndKeepFailedEvents() throws IOException {
    assertEquals(
        Set.of("logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"),
        granted("logs", "sqs"));
  }

  @Test
  void noActionAndNoResourceIsAWildcard() throws IOException {
    assertFalse(role().contains("ManagedPolicyArns"), "managed policies grant more than is used");
    assertFalse(Pattern.compile("(Action|Resource): *\\[?\"?\\*").matcher(role()).find());
    assertFalse(Pattern.compile("\\w:\\*[\"\\],\n]").matcher(role()).find());
  }
}
