package dev.copydesk.reliability;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.Limits;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.ModelInfo;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import dev.copydesk.lambda.ArticleHandler;
import dev.copydesk.local.LocalContext;
import dev.copydesk.local.LocalServers;
import dev.copydesk.reliability.Newsroom.Bucket;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Plays histories with the real handler, the real adapters and real servers, and holds the table
 * against the newest objects after each. Only the model is a fake, and the requests go through a
 * {@link FaultyHttpClient}.
 */
final class Simulator {

  /** After so many histories with one table and one pair of buckets, which slow down with time. */
  private static final int RENEWED_AFTER = 100;

  /** Of one request by the SDK, at most. */
  private static final int SDK_ATTEMPTS = 3;

  /** Clients that try a request so often. */
  private record Clients(S3Client s3, DynamoDbClient dynamoDb) {}

  private final LocalServers servers;
  private final S3Client uploads;
  private final List<Clients> clients;
  private final Flaw flaw;
  private final Tally tally = new Tally();
  private int played;
  private String table = "";
  private Bucket plain = new Bucket("", false);
  private Bucket versioned = new Bucket("", true);

  Simulator(LocalServers servers, Flaw flaw) {
    this.servers = servers;
    this.flaw = flaw;
    this.uploads = servers.s3ClientWithoutChecksums();
    this.clients =
        IntStream.rangeClosed(1, SDK_ATTEMPTS).mapToObj(n -> clients(servers, n)).toList();
  }

  private static Clients clients(LocalServers servers, int attempts) {
    return new Clients(
        servers.s3Client(
            new FaultyHttpClient(UrlConnectionHttpClient.create(), Call.READ_OBJECT), attempts),
        servers.dynamoDbClient(
            new FaultyHttpClient(UrlConnectionHttpClient.create(), Call.WRITE_RESULT), attempts));
  }

  Tally tally() {
    return tally;
  }

  /** Plays the history that the seed stands for; the differences found, at best none. */
  List<String> play(long seed) {
    Random random = new Random(seed);
    Simulation.Shape shape = Simulation.Shape.of(random);
    double share = List.of(0.0, 0.05, 0.2, 0.4).get(random.nextInt(4));
    return play(random, shape, FaultPlan.random(random, share));
  }

  /** Plays the history under a plan of one's own. */
  List<String> play(Random random, Simulation.Shape shape, FaultPlan plan) {
    if (played++ % RENEWED_AFTER == 0) {
      renew();
    }
    tally.history();
    Bucket bucket = random.nextBoolean() ? versioned : plain;
    String folder = UUID.randomUUID().toString();
    List<Newsroom> newsrooms =
        IntStream.range(0, shape.newsrooms())
            .mapToObj(i -> new Newsroom(uploads, random, bucket, folder + "/é " + i + ".txt"))
            .toList();
    Consumer<String> handler = flaw.in(handler(clients.get(random.nextInt(SDK_ATTEMPTS))));
    List<String> left = new Simulation(random, shape, plan, tally, newsrooms, handler).run();
    newsrooms.forEach(Newsroom::check);
    Verdict verdict = new Verdict(servers.dynamoDb(), table);
    List<String> differences = new ArrayList<>();
    newsrooms.forEach(newsroom -> differences.addAll(verdict.differences(newsroom)));
    left.stream()
        .filter(event -> !event.contains(Simulation.NO_RECORD))
        .forEach(event -> differences.add("failed to the end: " + event));
    return differences;
  }

  private Consumer<String> handler(Clients clients) {
    ArticleHandler handler =
        new ArticleHandler(
            new ArticleLabeller(
                flaw.objects(new S3ObjectStore(clients.s3())),
                new ArticleReader(Limits.DEFAULT),
                new FaultyClassifier(),
                new DynamoDbResultStore(flaw.in(clients.dynamoDb()), table),
                Clock.systemUTC()));
    return event -> {
      try {
        handler.handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            new LocalContext());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** The fake model on a bad day. */
  private static final class FaultyClassifier implements ParagraphClassifier {

    private final ParagraphClassifier fake = new FakeParagraphClassifier();

    @Override
    public List<Prediction> classify(List<String> paragraphs) {
      Fault fault = Simulation.current().fault(Call.CLASSIFY);
      Stepper.step();
      return switch (fault) {
        case KILLED_BEFORE, KILLED_AFTER -> throw new Fault.Killed();
        case FAILED -> throw new IllegalStateException("the model failed");
        default -> fake.classify(paragraphs);
      };
    }

    @Override
    public ModelInfo model() {
      return fake.model();
    }
  }

  private void renew() {
    if (!table.isEmpty()) {
      servers.dynamoDb().deleteTable(delete -> delete.tableName(table));
    }
    table = "simulated-" + UUID.randomUUID();
    servers.createTable(table);
    plain = Bucket.create(uploads, false);
    versioned = Bucket.create(uploads, true);
  }
}
