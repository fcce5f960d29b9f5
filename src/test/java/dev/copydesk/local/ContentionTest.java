package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.ResultStore;
import dev.copydesk.labelling.ResultStore.Replacement;
import dev.copydesk.labelling.Results;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

final class ContentionTest {

  private static final ArticleResult OLDER = Results.removed(Results.ref("a.txt", "1"));
  private static final ArticleResult NEWER = Results.removed(Results.ref("a.txt", "2"));
  private static final ArticleResult OTHER = Results.removed(Results.ref("b.txt", "1"));

  private final Contention contention = new Contention();
  private final ResultStore results = new InMemoryResultStore();
  private final ResultStore writer = contention.before(results);

  /** Writes the other result by a second writer while its own write is under way. */
  private record Interrupted(ResultStore real, Runnable meanwhile) implements ResultStore {

    @Override
    public Replacement replace(ArticleResult result) {
      meanwhile.run();
      return real.replace(result);
    }

    @Override
    public Optional<ArticleResult> find(String address) {
      return real.find(address);
    }
  }

  private void writeDuring(ArticleResult first, Runnable meanwhile) {
    assertEquals(
        Replacement.STORED, contention.before(new Interrupted(results, meanwhile)).replace(first));
  }

  @Test
  void aWriteThatMeetsAnotherOfTheSameArticleIsCancelled() {
    writeDuring(
        OLDER, () -> assertThrows(TransactionCanceledException.class, () -> writer.replace(NEWER)));
    assertEquals(1, contention.conflicts());
    assertEquals(Replacement.STORED, writer.replace(NEWER));
  }

  @Test
  void articlesDoNotMeetEachOther() {
    writeDuring(OLDER, () -> assertEquals(Replacement.STORED, writer.replace(OTHER)));
    assertEquals(0, contention.conflicts());
  }

  @Test
  void whatIsNotNewerIsCounted() {
    writer.replace(NEWER);
    assertEquals(Replacement.SUPERSEDED, writer.replace(OLDER));
    assertEquals(1, contention.refusals());
  }
}
