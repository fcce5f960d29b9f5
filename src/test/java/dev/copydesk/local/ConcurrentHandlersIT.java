package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.ResultStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code make bench-handlers} does, with a fake model; and that it sees what is lost. */
final class ConcurrentHandlersIT {

  private static final int ARTICLES = 40;
  private static final ParagraphClassifier MODEL = new FakeParagraphClassifier();

  private static final LocalServers SERVERS = LocalServers.shared();

  private static Backlog backlog;

  private final String table = "handlers-" + UUID.randomUUID();
  private final ResultStore results = new DynamoDbResultStore(SERVERS.dynamoDb(), table);

  @BeforeAll
  static void upload() throws Exception {
    List<Path> samples = Uploads.files(Path.of("events/articles"));
    backlog = Backlog.upload(SERVERS.s3(), new Backlog.Shape(samples, ARTICLES, 0.5, 0.5), MODEL);
  }

  @BeforeEach
  void createTable() {
    SERVERS.createTable(table);
  }

  private HandlersRun deliver(int handlers, List<Backlog.Event> events) {
    return new ConcurrentHandlers(SERVERS, table, Collections.nCopies(handlers, MODEL), () -> {})
        .deliver(events);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void handlersAtOnceLoseNothing(int handlers) {
    HandlersRun run = deliver(handlers, backlog.events());
    assertEquals(List.of(), backlog.differences(results));
    assertEquals(List.of(), run.putAside());
    assertTrue(run.failures() <= run.conflicts(), "only conflicts fail here: " + run);
    assertTrue(run.refusals() > 0, "duplicates and older versions are refused");
    assertTrue(run.refusals() <= backlog.events().size() - ARTICLES, run.toString());
  }

  @Test
  void oneHandlerMeetsNoOther() {
    HandlersRun run = deliver(1, backlog.events());
    assertEquals(0, run.conflicts());
    assertEquals(backlog.events().size() - ARTICLES, run.refusals());
  }

  @Test
  void anArticleWhoseEventsNeverComeIsFoundLost() {
    String address = backlog.events().getFirst().ref().address();
    List<Backlog.Event> events = new ArrayList<>(backlog.events());
    events.removeIf(event -> event.ref().address().equals(address));
    deliver(4, events);
    assertEquals(List.of("lost: nothing is held of " + address), backlog.differences(results));
  }

  @Test
  void anArticleWhoseNewestEventNeverComesIsFoundStale() {
    ArticleRef newest =
        backlog.events().stream()
            .map(Backlog.Event::ref)
            .filter(ref -> ref.sequencer().equals(newer()))
            .findFirst()
            .orElseThrow();
    List<Backlog.Event> events = new ArrayList<>(backlog.events());
    events.removeIf(event -> event.ref().equals(newest));
    deliver(4, events);
    List<String> differences = backlog.differences(results);
    assertEquals(1, differences.size(), differences.toString());
    assertTrue(
        differences.getFirst().startsWith("stale: expected " + newest), differences::toString);
  }

  private static Sequencer newer() {
    return backlog.events().stream()
        .map(event -> event.ref().sequencer())
        .max(Sequencer::compareTo)
        .orElseThrow();
  }

  @Test
  void anEventThatFailsToTheEndIsPutAside() {
    SERVERS.dynamoDb().deleteTable(delete -> delete.tableName(table));
    HandlersRun run = deliver(2, backlog.events().subList(0, 1));
    assertEquals(3, run.failures());
    assertEquals(1, run.putAside().size());
    assertTrue(run.putAside().getFirst().contains(backlog.events().getFirst().ref().address()));
  }
}
