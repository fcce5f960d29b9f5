package dev.copydesk.hostile;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Paragraph;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.InMemoryObjectStore;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.lambda.ArticleHandler;
import dev.copydesk.lambda.BatchHandler;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Damaged uploads and damaged events, each made from a seed alone, through the real reader and
 * handlers. An upload must end as labels or a reason; an event must be worked through or refused by
 * an exception that Lambda can retry; a batch event must have an answer for each of its tasks.
 */
final class Fuzzer {

  private static final String BUCKET = "articles";
  private static final long TELL_SECONDS = 60;

  private final List<byte[]> articles = new ArrayList<>(HostileInputs.fileBytes());
  private final List<byte[]> events = new ArrayList<>();

  Fuzzer() {
    files(Path.of("events/articles")).forEach(articles::add);
    files(Path.of("events")).forEach(events::add);
    events.add(
        EventRecords.message("ObjectCreated:Put", BUCKET, "a.txt", 1)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static List<byte[]> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().map(Fuzzer::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws AssertionError or whatever else should not have been thrown
   */
  void run(long seed) throws IOException {
    Random random = new Random(seed);
    Mutation mutation = new Mutation(random);
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] event = mutation.of(one(events, random));
        event(event);
        batch(event);
      }
      case 1 -> upload(Recipes.gzip(mutation.of(one(articles, random))));
      case 2 -> upload(mutation.of(Recipes.gzip(one(articles, random))));
      default -> upload(mutation.of(one(articles, random)));
    }
  }

  private static byte[] one(List<byte[]> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private void upload(byte[] bytes) {
    ArticleRef ref = new ArticleRef(BUCKET, "fuzz", "", "", Sequencer.parse("01"));
    InMemoryObjectStore objects = new InMemoryObjectStore();
    objects.put(ref, bytes);
    InMemoryResultStore results = new InMemoryResultStore();
    labeller(objects, results).label(ref);
    if (results.find(ref.address()).orElseThrow() instanceof LabelledArticle labelled) {
      check(bytes, labelled);
    }
  }

  private static ArticleLabeller labeller(
      InMemoryObjectStore objects, InMemoryResultStore results) {
    return new ArticleLabeller(
        objects,
        new ArticleReader(Limits.DEFAULT),
        new FakeParagraphClassifier(),
        results,
        Clock.systemUTC());
  }

  /** Paragraphs lie within the text, in order of their numbers, in whole characters. */
  private static void check(byte[] bytes, LabelledArticle labelled) {
    int length = article(bytes).text().length();
    for (int i = 0; i < labelled.paragraphs().size(); i++) {
      Paragraph paragraph = labelled.paragraphs().get(i).paragraph();
      if (paragraph.position() != i || paragraph.end() > length) {
        throw new AssertionError("paragraph %d lies outside of the text".formatted(i));
      }
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(paragraph.text())) {
        throw new AssertionError("half a character in paragraph " + i);
      }
    }
  }

  private static Article article(byte[] bytes) {
    try (InputStream stream = new ByteArrayInputStream(bytes)) {
      return new ArticleReader(Limits.DEFAULT).read(stream);
    } catch (Exception e) {
      throw new AssertionError("an article that was labelled is refused now", e);
    }
  }

  private static void event(byte[] json) throws IOException {
    ArticleHandler handler =
        new ArticleHandler(labeller(new InMemoryObjectStore(), new InMemoryResultStore()));
    try {
      handler.handleRequest(
          new ByteArrayInputStream(json), OutputStream.nullOutputStream(), new LocalContext());
    } catch (IllegalArgumentException | IllegalStateException e) {
      // what the handler promises for events that are not S3's
    }
  }

  private static void batch(byte[] json) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    BatchHandler handler =
        new BatchHandler(
            labeller(new InMemoryObjectStore(), new InMemoryResultStore()), Fuzzer::found);
    try {
      handler.handleRequest(new ByteArrayInputStream(json), response, new LocalContext());
    } catch (IllegalArgumentException e) {
      return; // what the handler promises for events that are not of a batch job
    }
    JsonObject asked = object(json);
    JsonObject answered = object(response.toByteArray());
    int tasks = asked.getAsJsonArray("tasks").size();
    List<JsonElement> results = answered.getAsJsonArray("results").asList();
    if (results.size() != tasks || !results.stream().allMatch(Fuzzer::hasCode)) {
      throw new AssertionError("%d tasks were answered %s".formatted(tasks, answered));
    }
  }

  /** There are objects with keys of even length; all are gone by the time they are read. */
  private static Optional<ArticleRef> found(String bucket, String key, String versionId) {
    return key.length() % 2 == 0
        ? Optional.of(new ArticleRef(bucket, key, versionId, "", Sequencer.parse("01")))
        : Optional.empty();
  }

  private static boolean hasCode(JsonElement result) {
    return Set.of("Succeeded", "TemporaryFailure", "PermanentFailure")
        .contains(result.getAsJsonObject().get("resultCode").getAsString());
  }

  private static JsonObject object(byte[] json) {
    return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  /**
   * {@code SECONDS}, from {@code SEED} on, or one {@code SEED} alone with {@code SECONDS=0}.
   *
   * @return how many inputs were tried
   */
  long run(long seconds, long firstSeed) {
    long start = System.nanoTime();
    long told = 0;
    long seed = firstSeed;
    do {
      try {
        run(seed);
      } catch (Throwable e) {
        throw new AssertionError(
            "replay alone with: make fuzz SECONDS=0 SEED=%d".formatted(seed), e);
      }
      seed++;
      if (elapsed(start) / TELL_SECONDS > told) {
        told = elapsed(start) / TELL_SECONDS;
        System.out.printf("%d s: %d inputs%n", elapsed(start), seed - firstSeed);
      }
    } while (elapsed(start) < seconds);
    return seed - firstSeed;
  }

  private static long elapsed(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  public static void main(String[] arguments) {
    long seconds = Long.parseLong(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.printf("fuzzing for %d s from seed %d%n", seconds, seed);
    System.out.printf("%d inputs, none did harm%n", new Fuzzer().run(seconds, seed));
  }
}
