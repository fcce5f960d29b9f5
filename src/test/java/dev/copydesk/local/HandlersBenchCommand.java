package dev.copydesk.local;

import dev.copydesk.article.ArticleRejected;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ParagraphClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures the arithmetic of docs/backfill.md, as far as one machine can. */
@Command(
    name = "bench-handlers",
    mixinStandardHelpOptions = true,
    description = {
      "Measures handlers at work at once, each with a model and AWS clients of its",
      "own as on Lambda. Gives them the events of many articles, of which some come",
      "twice and some are overwritten and told of in the wrong order; then holds the",
      "table against the newest articles. Ends with 1, and names the articles, if",
      "anything is lost, stale or mixed."
    },
    footerHeading = "%nColumns:%n",
    footer = {
      "  events/s   events in a second, each a reading, a labelling and a transaction",
      "  times      as many as with the first number of handlers",
      "  event ms   median and 95th percentile of an invocation",
      "  GET ms     median of the request for the object",
      "  write ms   median of the transaction",
      "  CPU ms     processor time of this process for an event",
      "  cores      that this process had",
      "  servers    the cores that the S3 server and DynamoDB Local had",
      "  refused    writes that were not newer than what the table held",
      "  conflicts  writes cancelled because they met another of the same article",
      "  retries    of single requests, by the SDK",
      "  failed     invocations; their events were given again, twice at most%n"
    })
final class HandlersBenchCommand implements Callable<Integer> {

  private static final String HEADER =
      "handlers  events/s  times    event ms (95%)  GET ms  write ms  CPU ms  cores  servers"
          + "  refused  conflicts  retries  failed";

  private static final OperatingSystemMXBean MACHINE = ManagementFactory.getOperatingSystemMXBean();

  private static final int TELL_EVERY = 100;

  /** Events for each handler. */
  private static final int WARM_UP = 16;

  @Option(
      names = "--articles",
      defaultValue = "400",
      description = "Keys in the bucket (default: ${DEFAULT-VALUE}).")
  private int articles;

  @Option(
      names = "--handlers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4,8,16",
      description = "At work at once, in turn (default: ${DEFAULT-VALUE}).")
  private List<Integer> handlers;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Of the articles whose event comes twice (default: ${DEFAULT-VALUE}).")
  private double duplicates;

  @Option(
      names = "--overwrites",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Of the articles that have a newer version, told of before the older"
              + " (default: ${DEFAULT-VALUE}).")
  private double overwrites;

  @Option(
      names = "--pace",
      paramLabel = "MILLIS",
      defaultValue = "0",
      description =
          "Answer from memory after so long instead of running the model, as if each"
              + " handler had a core of its own.")
  private long pace;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      defaultValue = "${sys:copydesk.articles:-events/articles}",
      description = "Folder of the articles' texts (default: ${DEFAULT-VALUE}).")
  private Path samples;

  @Spec private CommandSpec spec;

  private final double load = MACHINE.getSystemLoadAverage();
  private final List<OnnxParagraphClassifier> loaded = new ArrayList<>();

  /** One for each of the most handlers. */
  private List<? extends ParagraphClassifier> models = loaded;

  /** Events a second with the first number of handlers. */
  private double first;

  @Override
  public Integer call() throws IOException, ArticleRejected {
    check();
    settle();
    try {
      load(Collections.max(handlers));
      return measure();
    } finally {
      loaded.forEach(OnnxParagraphClassifier::close);
    }
  }

  private void load(int most) {
    int needed = pace == 0 ? most : 1;
    tell("starting an S3 server and DynamoDB Local, loading %d models …".formatted(needed));
    for (int i = 0; i < needed; i++) {
      loaded.add(
          OnnxParagraphClassifier.load(
              Path.of(System.getProperty("copydesk.model", "model/bundle")), 1));
    }
    if (pace > 0) {
      models =
          Collections.nCopies(
              most, new PacedClassifier(loaded.getFirst(), Duration.ofMillis(pace)));
    }
  }

  private void check() {
    require(articles >= 1, "--articles of at least 1", articles);
    require(handlers.stream().allMatch(n -> n >= 1), "--handlers of at least 1", handlers);
    require(isShare(duplicates), "--duplicates from 0 to 1", duplicates);
    require(isShare(overwrites), "--overwrites from 0 to 1", overwrites);
    require(pace >= 0, "--pace of at least 0", pace);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private void require(boolean met, String expected, Object found) {
    if (!met) {
      throw new ParameterException(
          spec.commandLine(), "expected %s, found %s".formatted(expected, found));
    }
  }

  /** Read once, with the first request and the first line of log. */
  private static void settle() {
    System.setProperty("http.maxConnections", "100"); // idle ones, which all handlers here share
    System.setProperty("org.slf4j.simpleLogger.log.dev.copydesk", "warn");
  }

  private int measure() throws IOException, ArticleRejected {
    Backlog.Shape shape =
        new Backlog.Shape(Uploads.files(samples), articles, duplicates, overwrites);
    Backlog backlog = Backlog.upload(LocalServers.shared().s3(), shape, models.getFirst());
    tell("uploaded %d articles; warming up …".formatted(articles));
    warmUp(backlog.events());
    printHeader(backlog);
    boolean right = true;
    for (int number : handlers) {
      right &= measure(backlog, number);
    }
    tell(right ? "nothing is lost, stale or mixed" : "the table is wrong");
    return right ? 0 : 1;
  }

  private void warmUp(List<Backlog.Event> events) {
    int enough = Math.min(events.size(), WARM_UP * models.size());
    deliver(newTable(), models.size(), events.subList(0, enough));
  }

  private boolean measure(Backlog backlog, int number) {
    DynamoDbClient dynamoDb = LocalServers.shared().dynamoDb();
    String table = newTable();
    HandlersRun run = deliver(table, number, backlog.events());
    print(run);
    run.putAside().forEach(why -> tell("put aside after its last attempt: " + why));
    List<String> differences = backlog.differences(new DynamoDbResultStore(dynamoDb, table));
    differences.forEach(this::tell);
    dynamoDb.deleteTable(delete -> delete.tableName(table));
    return differences.isEmpty();
  }

  private static String newTable() {
    String table = "handlers-" + UUID.randomUUID();
    LocalServers.shared().createTable(table);
    return table;
  }

  private HandlersRun deliver(String table, int number, List<Backlog.Event> events) {
    AtomicInteger ended = new AtomicInteger();
    Runnable onEnd =
        () -> {
          int now = ended.incrementAndGet();
          if (now % TELL_EVERY == 0) {
            tell("%d handlers: %d of %d events".formatted(number, now, events.size()));
          }
        };
    return new ConcurrentHandlers(LocalServers.shared(), table, models.subList(0, number), onEnd)
        .deliver(events);
  }

  private void printHeader(Backlog backlog) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d articles, %d events; %d processors, load of %.1f at the start%n%n%s%n",
        articles,
        backlog.events().size(),
        MACHINE.getAvailableProcessors(),
        load,
        HEADER);
    out.flush();
  }

  private void print(HandlersRun run) {
    first = first == 0 ? run.eventsPerSecond() : first;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%8d  %8.2f  %5.2f  %9.0f (%4.0f)  %6.1f  %8.1f  %6.0f  %5.2f  %7.2f"
            + "  %7d  %9d  %7d  %6d%n",
        run.handlers(),
        run.eventsPerSecond(),
        run.eventsPerSecond() / first,
        run.millis().median(),
        run.millis().high(),
        run.read().median(),
        run.write().median(),
        run.cpuMillisPerEvent(),
        run.cost().cpu() / run.cost().wall(),
        run.cost().servers() / run.cost().wall(),
        run.refusals(),
        run.conflicts(),
        run.retries(),
        run.failures());
    out.flush();
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
