package dev.copydesk.labelling;

import static dev.copydesk.labelling.ResultStore.Replacement.STORED;
import static dev.copydesk.labelling.ResultStore.Replacement.SUPERSEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Sequencer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ResultStore} keeps; each test uses a key of its own. */
public abstract class ResultStoreContract {

  private final String key = "folder/" + UUID.randomUUID() + " ü🍎.txt";

  protected abstract ResultStore store();

  private ArticleRef ref(String sequencer) {
    return Results.ref(key, sequencer);
  }

  private Optional<ArticleResult> found() {
    return store().find(ref("01").address());
  }

  @Test
  void whatIsStoredIsFoundWhole() {
    LabelledArticle article =
        Results.labelled(
            ref("01"), "Bridge closed", "By Tom Reed", "\"It held,\" he said.", "Give now", "Why?");
    assertEquals(STORED, store().replace(article));
    assertEquals(Optional.of(article), found());
  }

  @Test
  void rejectedAndRemovedArticlesAreFoundAsSuch() {
    store().replace(Results.rejected(ref("01")));
    assertEquals(Optional.of(Results.rejected(ref("01"))), found());
    store().replace(Results.removed(ref("02")));
    assertEquals(Optional.of(Results.removed(ref("02"))), found());
  }

  @Test
  void anUnknownArticleIsNotFound() {
    assertEquals(Optional.empty(), found());
  }

  @Test
  void reuploadWithFewerParagraphsLeavesNoStaleOnes() {
    store().replace(Results.labelled(ref("01"), "Bridge closed", "By Tom Reed", "Give now"));
    LabelledArticle shorter = Results.labelled(ref("02"), "Bridge open");
    assertEquals(STORED, store().replace(shorter));
    assertEquals(Optional.of(shorter), found());
  }

  @Test
  void anOlderOrEqualStateChangesNothing() {
    LabelledArticle newest = Results.labelled(ref("0B"), "Newest");
    store().replace(newest);
    assertEquals(SUPERSEDED, store().replace(Results.labelled(ref("0A"), "Older", "By Tom Reed")));
    assertEquals(
        SUPERSEDED, store().replace(Results.labelled(ref("0B00"), "Duplicate", "Give now")));
    assertEquals(SUPERSEDED, store().replace(Results.removed(ref("0A"))));
    assertEquals(SUPERSEDED, store().replace(Results.rejected(ref("0B"))));
    assertEquals(Optional.of(newest), found());
  }

  @Test
  void aLateUploadDoesNotReviveARemovedArticle() {
    store().replace(Results.labelled(ref("01"), "First"));
    store().replace(Results.removed(ref("03")));
    assertEquals(SUPERSEDED, store().replace(Results.labelled(ref("02"), "Late")));
    assertEquals(Optional.of(Results.removed(ref("03"))), found());
  }

  @Test
  void aRemovalThatComesBeforeItsUploadHolds() {
    assertEquals(STORED, store().replace(Results.removed(ref("02"))));
    assertEquals(SUPERSEDED, store().replace(Results.labelled(ref("01"), "Late")));
    LabelledArticle again = Results.labelled(ref("03"), "Uploaded again");
    assertEquals(STORED, store().replace(again));
    assertEquals(Optional.of(again), found());
  }

  private ArticleRef backfilled(int second) {
    return new ArticleRef(
        "articles", key, "", "", Sequencer.withoutEvent(Instant.ofEpochSecond(second)));
  }

  @Test
  void aBackfilledStateIsKeptWhereNothingWasAndAnyEventReplacesIt() {
    assertEquals(STORED, store().replace(Results.labelled(backfilled(2_000_000_000), "Found")));
    LabelledArticle ofAnEvent = Results.labelled(ref("00000001"), "Told");
    assertEquals(STORED, store().replace(ofAnEvent));
    assertEquals(SUPERSEDED, store().replace(Results.labelled(backfilled(2_000_000_001), "Late")));
    assertEquals(Optional.of(ofAnEvent), found());
  }

  @Test
  void ofBackfilledStatesTheLastChangedWins() {
    store().replace(Results.labelled(backfilled(2), "Second", "Give now"));
    assertEquals(SUPERSEDED, store().replace(Results.labelled(backfilled(1), "First")));
    assertEquals(SUPERSEDED, store().replace(Results.labelled(backfilled(2), "Again")));
    LabelledArticle third = Results.labelled(backfilled(3), "Third");
    assertEquals(STORED, store().replace(third));
    assertEquals(Optional.of(third), found());
  }

  @Test
  void aBackfillDoesNotReviveARemovedArticle() {
    store().replace(Results.removed(ref("01")));
    assertEquals(SUPERSEDED, store().replace(Results.labelled(backfilled(5), "Old version")));
    assertEquals(Optional.of(Results.removed(ref("01"))), found());
  }

  @Test
  void ofConcurrentDeliveriesTheNewestWins() throws Exception {
    int deliveries = 8;
    List<Future<ResultStore.Replacement>> answers = new ArrayList<>();
    try (ExecutorService handlers = Executors.newFixedThreadPool(4)) {
      for (int i = 1; i <= deliveries; i++) {
        LabelledArticle article = Results.labelled(ref("0" + i), "State " + i, "Give " + i);
        answers.add(handlers.submit(() -> untilAnswered(article)));
      }
    }
    assertEquals(STORED, answers.getLast().get(), "the newest is never superseded");
    assertEquals(
        Optional.of(
            Results.labelled(ref("0" + deliveries), "State " + deliveries, "Give " + deliveries)),
        found());
  }

  /** As Lambda does: what is thrown is tried again. */
  private ResultStore.Replacement untilAnswered(ArticleResult result) {
    for (int attempt = 0; ; attempt++) {
      try {
        return store().replace(result);
      } catch (RuntimeException e) {
        if (attempt == 50) {
          throw e;
        }
      }
    }
  }
}
