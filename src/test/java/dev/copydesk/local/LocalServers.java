package dev.copydesk.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The two servers, and clients of them. */
public final class LocalServers implements AutoCloseable {

  public static final Region REGION = Region.US_EAST_1;

  /** What the servers accept: anything, but the same for all. */
  public static final String ACCESS_KEY = "local";

  public static final String SECRET_KEY = "local";

  private static final int SDK_ATTEMPTS = 4;

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));

  private final ServerProcess s3Server;
  private final ServerProcess dynamoDbServer;
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;

  private LocalServers(ServerProcess s3Server, ServerProcess dynamoDbServer) {
    this.s3Server = s3Server;
    this.dynamoDbServer = dynamoDbServer;
    this.s3 = s3Client(UrlConnectionHttpClient.create(), SDK_ATTEMPTS);
    this.dynamoDb = dynamoDbClient(UrlConnectionHttpClient.create(), SDK_ATTEMPTS);
  }

  /**
   * Starts both and waits for them.
   *
   * @param s3Port 0 for any free one; likewise {@code dynamoDbPort}
   */
  static LocalServers start(int s3Port, int dynamoDbPort) {
    Path servers =
        Path.of(System.getProperty("copydesk.servers", "target/servers")).toAbsolutePath();
    ServerProcess s3 = ServerProcess.s3(servers, portOrFree(s3Port));
    ServerProcess dynamoDb = ServerProcess.dynamoDb(servers, portOrFree(dynamoDbPort));
    return new LocalServers(s3.await(), dynamoDb.await());
  }

  private static int portOrFree(int port) {
    return port == 0 ? ServerProcess.freePort() : port;
  }

  /** The two that all integration tests of this process share, each with names of its own. */
  public static LocalServers shared() {
    return Shared.SERVERS;
  }

  private static final class Shared {
    static final LocalServers SERVERS = start(0, 0);
  }

  /**
   * A client of the S3 server, which tries a request again without waiting.
   *
   * @param attempts of one request, at most
   */
  public S3Client s3Client(SdkHttpClient http, int attempts) {
    return s3Client(http, impatient(attempts));
  }

  /** A client of the S3 server with the caller's own time-outs and retries. */
  S3Client s3Client(SdkHttpClient http, ClientOverrideConfiguration overrides) {
    return s3Builder(http, overrides).build();
  }

  /** An uploader of the old kind, whose objects have no checksums to be checked when read. */
  public S3Client s3ClientWithoutChecksums() {
    return s3Builder(UrlConnectionHttpClient.create(), impatient(SDK_ATTEMPTS))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .build();
  }

  private S3ClientBuilder s3Builder(SdkHttpClient http, ClientOverrideConfiguration overrides) {
    return S3Client.builder()
        .endpointOverride(s3Endpoint())
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .forcePathStyle(true)
        .httpClient(http)
        .overrideConfiguration(overrides);
  }

  /** A client of DynamoDB Local; likewise. */
  public DynamoDbClient dynamoDbClient(SdkHttpClient http, int attempts) {
    return dynamoDbClient(http, impatient(attempts));
  }

  DynamoDbClient dynamoDbClient(SdkHttpClient http, ClientOverrideConfiguration overrides) {
    return DynamoDbClient.builder()
        .endpointOverride(dynamoDbEndpoint())
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .httpClient(http)
        .overrideConfiguration(overrides)
        .build();
  }

  private static ClientOverrideConfiguration impatient(int attempts) {
    RetryStrategy retries =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(attempts)
            .backoffStrategy(BackoffStrategy.retryImmediately())
            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
            .circuitBreakerEnabled(false)
            .build();
    return ClientOverrideConfiguration.builder().retryStrategy(retries).build();
  }

  public S3Client s3() {
    return s3;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  public URI s3Endpoint() {
    return s3Server.endpoint();
  }

  public URI dynamoDbEndpoint() {
    return dynamoDbServer.endpoint();
  }

  /** Processor time of both servers since their start. */
  Duration cpu() {
    return s3Server.cpu().plus(dynamoDbServer.cpu());
  }

  /** Creates the table of the design, on demand, with its sparse index. */
  public void createTable(String name) {
    dynamoDb.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    string("article"), string("part"), string("feed"), string("feedSort"))
                .keySchema(key("article", KeyType.HASH), key("part", KeyType.RANGE))
                .globalSecondaryIndexes(feedIndex()));
  }

  private static GlobalSecondaryIndex feedIndex() {
    return GlobalSecondaryIndex.builder()
        .indexName("feed")
        .keySchema(key("feed", KeyType.HASH), key("feedSort", KeyType.RANGE))
        .projection(p -> p.projectionType(ProjectionType.ALL))
        .build();
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
    s3Server.close();
    dynamoDbServer.close();
  }
}
