package dev.copydesk.local;

import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.ResultStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Where the writers of one table meet, and how often. DynamoDB cancels a transaction over items
 * that another is changing; DynamoDB Local makes it wait, so that it is cancelled here.
 * Thread-safe.
 */
final class Contention {

  private final Set<String> changing = ConcurrentHashMap.newKeySet();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  /** One writer's way to the table. */
  ResultStore before(ResultStore store) {
    return new Contended(store);
  }

  /** Writes of what was not newer. */
  long refusals() {
    return refusals.sum();
  }

  /** Writes that met another of the same article. */
  long conflicts() {
    return conflicts.sum();
  }

  private final class Contended implements ResultStore {

    private final ResultStore store;

    Contended(ResultStore store) {
      this.store = store;
    }

    @Override
    public Replacement replace(ArticleResult result) {
      String address = result.ref().address();
      if (!changing.add(address)) {
        conflicts.increment();
        throw conflict();
      }
      try {
        Replacement replacement = store.replace(result);
        if (replacement == Replacement.SUPERSEDED) {
          refusals.increment();
        }
        return replacement;
      } finally {
        changing.remove(address);
      }
    }

    @Override
    public Optional<ArticleResult> find(String address) {
      return store.find(address);
    }
  }

  /** The SDK does not try this one again. */
  private static TransactionCanceledException conflict() {
    return TransactionCanceledException.builder()
        .message("another transaction is changing the same items")
        .cancellationReasons(CancellationReason.builder().code("TransactionConflict").build())
        .build();
  }
}
