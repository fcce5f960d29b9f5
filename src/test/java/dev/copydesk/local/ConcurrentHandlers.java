package dev.copydesk.local;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.Limits;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.lambda.ArticleHandler;
import dev.copydesk.lambda.FunctionClients;
import dev.copydesk.local.HandlersRun.Cost;
import dev.copydesk.s3.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Handlers that take events from one queue at once, each as it is on Lambda: one event at a time,
 * with a model and AWS clients of its own. An event that failed is given again, twice at most,
 * after those that wait. Delivers once.
 */
final class ConcurrentHandlers {

  /** Of one event, by Lambda's asynchronous invocation. */
  private static final int ATTEMPTS = 3;

  private record Delivery(String event, int attempt) {}

  /** A handler and what it must close. */
  private record Handler(ArticleHandler function, S3Client s3, DynamoDbClient dynamoDb)
      implements AutoCloseable {

    void handle(String event) {
      try {
        function.handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            new LocalContext());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      s3.close();
      dynamoDb.close();
    }
  }

  private final LocalServers servers;
  private final String table;
  private final List<? extends ParagraphClassifier> models;
  private final Runnable onEnd;
  private final Contention contention = new Contention();
  private final CallTimes calls = new CallTimes();
  private final Queue<Delivery> queue = new ConcurrentLinkedQueue<>();
  private final Collection<Double> millis = new ConcurrentLinkedQueue<>();
  private final Queue<String> putAside = new ConcurrentLinkedQueue<>();
  private final LongAdder failures = new LongAdder();

  /**
   * @param models one a handler
   * @param onEnd called by the handlers after the last attempt of each event
   */
  ConcurrentHandlers(
      LocalServers servers,
      String table,
      List<? extends ParagraphClassifier> models,
      Runnable onEnd) {
    this.servers = servers;
    this.table = table;
    this.models = List.copyOf(models);
    this.onEnd = onEnd;
  }

  /** Begins when all handlers are ready and ends when no event is left. */
  HandlersRun deliver(List<Backlog.Event> events) {
    events.forEach(event -> queue.add(new Delivery(event.json(), 1)));
    List<Handler> handlers = models.stream().map(this::handler).toList();
    Cost before = Cost.now(servers);
    try (ExecutorService threads = Executors.newFixedThreadPool(handlers.size())) {
      List<Future<?>> ends = new ArrayList<>();
      handlers.forEach(handler -> ends.add(threads.submit(() -> work(handler))));
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a handler ended before its events", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted among the handlers", e);
    }
    return run(events.size(), Cost.now(servers).since(before));
  }

  private HandlersRun run(int events, Cost cost) {
    return new HandlersRun(
        models.size(),
        events,
        cost,
        Spread.of(millis),
        calls.of("GetObject"),
        calls.of("TransactWriteItems"),
        contention.refusals(),
        contention.conflicts(),
        calls.retries(),
        failures.sum(),
        List.copyOf(putAside));
  }

  private void work(Handler handler) {
    try (handler) {
      for (Delivery next = queue.poll(); next != null; next = queue.poll()) {
        deliver(next, handler);
      }
    }
  }

  private Handler handler(ParagraphClassifier model) {
    ClientOverrideConfiguration overrides =
        FunctionClients.overrides().toBuilder().addMetricPublisher(calls).build();
    S3Client s3 = servers.s3Client(FunctionClients.http(), overrides);
    DynamoDbClient dynamoDb =
        servers.dynamoDbClient(contention.before(FunctionClients.http()), overrides);
    ArticleLabeller labeller =
        new ArticleLabeller(
            new S3ObjectStore(s3),
            new ArticleReader(Limits.DEFAULT),
            model,
            contention.counting(new DynamoDbResultStore(dynamoDb, table)),
            Clock.systemUTC());
    return new Handler(new ArticleHandler(labeller), s3, dynamoDb);
  }

  private void deliver(Delivery delivery, Handler handler) {
    long before = System.nanoTime();
    try {
      handler.handle(delivery.event());
    } catch (RuntimeException e) {
      failed(delivery, e);
      return;
    } finally {
      millis.add((System.nanoTime() - before) / 1e6);
    }
    onEnd.run();
  }

  private void failed(Delivery delivery, RuntimeException fault) {
    failures.increment();
    if (delivery.attempt() < ATTEMPTS) {
      queue.add(new Delivery(delivery.event(), delivery.attempt() + 1));
    } else {
      putAside.add(String.valueOf(fault.getMessage()));
      onEnd.run();
    }
  }
}
