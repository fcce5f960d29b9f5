package dev.copydesk.hostile;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.Limits;
import dev.copydesk.djl.OnnxParagraphClassifier;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.lambda.ArticleHandler;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalContext;
import dev.copydesk.local.LocalServers;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Articles by the thousand through one process as Lambda sizes it: the real handler, model and
 * clients, several events at once, every tenth upload a hostile one. Prints what the process holds
 * after the warm-up and at the end; fails if it holds more, or if an article's labels are not those
 * that it gets alone.
 */
final class Load {

  private static final String NAME = "load";
  private static final int THREADS = 4;
  private static final int HOSTILE_EVERY = 10;

  /** Of memory outside of the heap: the engine's arena and compiled code settle late. */
  private static final double NATIVE_GROWTH = 1.10;

  private static final int MORE_HEAP = 20;

  private static final int MORE_THREADS = 2;
  private static final int MORE_FILES = 8;

  /**
   * Of this process, in MB and numbers.
   *
   * @param heap in use after a collection
   * @param committed heap, which the collector enlarges and seldom gives back
   * @param resident all memory
   */
  private record Held(long heap, long committed, long resident, long threads, long files) {

    /** What is not heap, at least. */
    long outside() {
      return resident - committed;
    }

    static Held now() throws IOException {
      System.gc();
      Runtime jvm = Runtime.getRuntime();
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(
            (jvm.totalMemory() - jvm.freeMemory()) / 1_000_000,
            jvm.totalMemory() / 1_000_000,
            status("VmRSS:") / 1_000,
            status("Threads:"),
            files.count());
      }
    }

    static long status(String name) throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private final LocalServers servers = LocalServers.shared();
  private final DynamoDbResultStore results = new DynamoDbResultStore(servers.dynamoDb(), NAME);
  private final ArticleHandler handler;
  private final List<byte[]> articles;
  private final List<byte[]> hostile;
  private final List<List<LabelledParagraph>> alone = new ArrayList<>();

  private Load(OnnxParagraphClassifier model) throws IOException {
    servers.s3().createBucket(bucket -> bucket.bucket(NAME));
    servers.createTable(NAME);
    handler =
        new ArticleHandler(
            new ArticleLabeller(
                new S3ObjectStore(servers.s3()),
                new ArticleReader(Limits.DEFAULT),
                model,
                results,
                Clock.systemUTC()));
    try (Stream<Path> files = Files.list(Path.of("events/articles"))) {
      articles = files.sorted().map(Load::read).toList();
    }
    hostile =
        Recipes.all().stream()
            .filter(
                input ->
                    input
                        .name()
                        .matches("gzip-of-two.*|unclosed-marquee.*|objects-.*|utf8-leads.*"))
            .map(input -> input.bytes().get())
            .toList();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ArticleResult label(String key, byte[] bytes) {
    servers.s3().putObject(put -> put.bucket(NAME).key(key), RequestBody.fromBytes(bytes));
    String event = EventRecords.message("ObjectCreated:Put", NAME, key, 1);
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          new LocalContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return results.find("s3://" + NAME + "/" + key).orElseThrow();
  }

  private void labelEachAlone() {
    for (int i = 0; i < articles.size(); i++) {
      alone.add(((LabelledArticle) label("alone-" + i, articles.get(i))).paragraphs());
    }
  }

  private void check(String round, int number) {
    String key = round + "-" + number;
    if (number % HOSTILE_EVERY == 0) {
      byte[] bytes = hostile.get(number / HOSTILE_EVERY % hostile.size());
      if (!(label(key, bytes) instanceof RejectedArticle)) {
        throw new AssertionError("expected a refusal of " + key);
      }
      return;
    }
    int article = number % articles.size();
    LabelledArticle labelled = (LabelledArticle) label(key, articles.get(article));
    if (!labelled.paragraphs().equals(alone.get(article))) {
      throw new AssertionError("other labels than alone: " + key);
    }
  }

  private void round(String name, int count) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> events = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        events.add(threads.submit(() -> check(name, number)));
      }
      for (Future<?> event : events) {
        event.get();
      }
    }
  }

  private static void print(String when, Held held) {
    System.out.printf(
        "%-22s heap %4d of %4d MB   resident %4d MB   outside of the heap %4d MB"
            + "   threads %3d   open files %3d%n",
        when,
        held.heap(),
        held.committed(),
        held.resident(),
        held.outside(),
        held.threads(),
        held.files());
  }

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    boolean grew;
    try (OnnxParagraphClassifier model = OnnxParagraphClassifier.load(Path.of("model/bundle"), 1)) {
      Load load = new Load(model);
      load.labelEachAlone();
      load.round("warm", Math.max(100, count / 5));
      Held before = Held.now();
      print("after the warm-up", before);
      load.round("load", count);
      Held after = Held.now();
      print("after %d articles".formatted(count), after);
      System.out.printf("most ever resident: %d MB%n", Held.status("VmHWM:") / 1_000);
      grew =
          after.outside() > before.outside() * NATIVE_GROWTH
              || after.heap() > before.heap() + MORE_HEAP
              || after.threads() > before.threads() + MORE_THREADS
              || after.files() > before.files() + MORE_FILES;
    }
    System.out.println(
        grew ? "the process grew" : "flat; every article has the labels it gets alone");
    System.exit(grew ? 1 : 0);
  }
}
