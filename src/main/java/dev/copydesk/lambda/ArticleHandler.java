package dev.copydesk.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Rejection;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.Outcome;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import dev.copydesk.labelling.ResultStore.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda function. Works through every record of an event; if some failed, or had no time left,
 * it throws once at the end, so that Lambda tries the event again: what is stored by then is not
 * stored twice. Thread-safe.
 */
public final class ArticleHandler implements RequestStreamHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ArticleHandler.class);

  private final ArticleLabeller labeller;
  private final Metrics metrics;

  @SuppressWarnings("UnusedVariable") // kept here, since the runtime holds it weakly
  private final @Nullable Rehearsal rehearsal;

  /** Used by Lambda; set up by the environment and, with SnapStart, rehearsed. */
  public ArticleHandler() {
    AtomicBoolean rehearsing = new AtomicBoolean();
    Wiring wiring = Wiring.of(Settings.from(System.getenv()), rehearsing);
    this.labeller = wiring.labeller();
    this.metrics = wiring.metrics();
    ArticleHandler rehearsed = new ArticleHandler(labeller);
    this.rehearsal =
        Rehearsal.register(event -> rehearsed.handle(event, () -> Integer.MAX_VALUE), rehearsing);
  }

  /** Tells no metrics. */
  public ArticleHandler(ArticleLabeller labeller) {
    this(labeller, Metrics.silent());
  }

  ArticleHandler(ArticleLabeller labeller, Metrics metrics) {
    this.labeller = labeller;
    this.metrics = metrics;
    this.rehearsal = null;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handle(
        new String(input.readAllBytes(), StandardCharsets.UTF_8),
        context::getRemainingTimeInMillis);
  }

  private void handle(String json, IntSupplier remainingMillis) {
    metrics.event();
    List<S3Events.Entry> records = S3Events.records(json);
    if (records.isEmpty()) {
      LOG.info("no records to label");
    }
    List<RuntimeException> failures = new ArrayList<>();
    int begun = 0;
    for (S3Events.Entry record : records) {
      if (begun > 0 && !hasTimeForOneMore(remainingMillis)) {
        break;
      }
      begun++;
      try {
        record.change().ifPresent(this::apply);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    throwIfAny(failures, begun, records.size());
  }

  /**
   * Lambda would end the process in the middle of a record, and its next event would start cold.
   */
  private static boolean hasTimeForOneMore(IntSupplier remainingMillis) {
    return remainingMillis.getAsInt() >= Patience.ONE_RECORD.toMillis();
  }

  private void apply(S3Events.Change change) {
    try {
      Outcome outcome =
          switch (change) {
            case S3Events.Change.Label label -> labeller.label(label.ref());
            case S3Events.Change.Remove remove -> labeller.remove(remove.ref());
          };
      log(outcome);
      metrics.outcome(outcome);
    } catch (RuntimeException e) {
      throw new IllegalStateException("could not label " + change.ref().printable(), e);
    }
  }

  private static void throwIfAny(List<RuntimeException> failures, int begun, int records) {
    int failed = failures.size() + records - begun;
    if (begun < records) {
      failures.add(
          new IllegalStateException("no time was left for %d of them".formatted(records - begun)));
    }
    if (failures.isEmpty()) {
      return;
    }
    RuntimeException first = failures.getFirst();
    IllegalStateException all =
        new IllegalStateException(
            "%d of %d records failed, the first: %s".formatted(failed, records, first.getMessage()),
            first);
    failures.stream().skip(1).forEach(all::addSuppressed);
    throw all;
  }

  /** One line an article. */
  static void log(Outcome outcome) {
    ArticleRef ref = outcome.result().ref();
    if (outcome.replacement() == Replacement.SUPERSEDED) {
      LOG.info("superseded [article={}, sequencer={}]", ref.printable(), ref.sequencer().padded());
      return;
    }
    switch (outcome.result()) {
      case LabelledArticle labelled -> logLabelled(labelled);
      case RejectedArticle rejected -> logRejected(ref, rejected.rejection());
      case RemovedArticle _ -> LOG.info("removed [article={}]", ref.printable());
    }
  }

  private static void logLabelled(LabelledArticle article) {
    LOG.info(
        "labelled [article={}, paragraphs={}, news_body={}, attribution={}, solicitation={},"
            + " model={}, ms={}]",
        article.ref().printable(),
        article.paragraphs().size(),
        article.count(Label.NEWS_BODY),
        article.count(Label.ATTRIBUTION),
        article.count(Label.SOLICITATION),
        article.run().modelVersion(),
        article.run().tookMillis());
  }

  private static void logRejected(ArticleRef ref, Rejection rejection) {
    LOG.info(
        "rejected [article={}, reason={}, detail={}]",
        ref.printable(),
        rejection.reason().wireName(),
        rejection.detail());
  }
}
