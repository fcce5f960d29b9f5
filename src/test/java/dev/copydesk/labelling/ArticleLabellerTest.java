package dev.copydesk.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Rejection;
import dev.copydesk.labelling.ResultStore.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ArticleLabellerTest {

  private static final ArticleRef REF = Results.ref("bridge.txt", "01");

  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final InMemoryResultStore results = new InMemoryResultStore();

  private ArticleLabeller labeller(
      ObjectStore objects, ParagraphClassifier classifier, ResultStore results) {
    Clock clock = Clock.fixed(Results.AT, ZoneOffset.UTC);
    return new ArticleLabeller(
        objects, new ArticleReader(Limits.DEFAULT), classifier, results, clock);
  }

  private ArticleLabeller labeller() {
    return labeller(objects, new FakeParagraphClassifier(), results);
  }

  private void upload(String text) {
    objects.put(REF, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUploadIsLabelledAndKept() {
    upload("Bridge closed\nBy Tom Reed\nGive now\nWhy?");
    Outcome outcome = labeller().label(REF);
    assertEquals(Replacement.STORED, outcome.replacement());
    LabelledArticle article = assertInstanceOf(LabelledArticle.class, outcome.result());
    assertEquals(2, article.count(Label.NEWS_BODY));
    assertEquals(1, article.count(Label.ATTRIBUTION));
    assertEquals(1, article.count(Label.SOLICITATION));
    assertTrue(article.needsReview(), "its last paragraph is unsure");
    assertEquals(Optional.of(article), results.find(REF.address()));
  }

  @Test
  void whatNoRetryCuresIsKeptWithItsReason() {
    upload("");
    RejectedArticle rejected =
        assertInstanceOf(RejectedArticle.class, labeller().label(REF).result());
    assertEquals(Rejection.Reason.EMPTY, rejected.rejection().reason());
    assertEquals(Optional.of(rejected), results.find(REF.address()));
  }

  @Test
  void anObjectThatIsGoneCountsAsRemoved() {
    assertInstanceOf(RemovedArticle.class, labeller().label(REF).result());
  }

  @Test
  void aRemovalForgetsTheLabels() {
    upload("Bridge closed");
    labeller().label(REF);
    labeller().remove(Results.ref("bridge.txt", "02"));
    assertInstanceOf(RemovedArticle.class, results.find(REF.address()).orElseThrow());
  }

  @Test
  void theStoreIsNotCalledWhenTheClassifierFails() {
    upload("Bridge closed");
    ParagraphClassifier classifier = mock(ParagraphClassifier.class);
    when(classifier.classify(any())).thenThrow(new IllegalStateException("out of order"));
    ResultStore store = mock(ResultStore.class);
    assertThrows(
        IllegalStateException.class, () -> labeller(objects, classifier, store).label(REF));
    verifyNoInteractions(store);
  }

  @Test
  void aBrokenStreamIsThrownForARetryAndClosed() {
    class Broken extends InputStream {
      boolean closed;

      @Override
      public int read() throws IOException {
        throw new IOException("connection reset");
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("connection reset");
      }

      @Override
      public void close() {
        closed = true;
      }
    }
    Broken broken = new Broken();
    ResultStore store = mock(ResultStore.class);
    ArticleLabeller labeller =
        labeller(_ -> Optional.of(broken), new FakeParagraphClassifier(), store);
    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> labeller.label(REF));
    assertTrue(String.valueOf(e.getMessage()).contains("s3://articles/bridge.txt"));
    assertTrue(broken.closed);
    verifyNoInteractions(store);
  }
}
