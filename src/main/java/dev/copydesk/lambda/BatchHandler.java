package dev.copydesk.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.labelling.ArticleLabeller;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ObjectCatalogue;
import dev.copydesk.labelling.Outcome;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import dev.copydesk.labelling.ResultStore.Replacement;
import dev.copydesk.lambda.BatchJobs.Invocation;
import dev.copydesk.lambda.BatchJobs.Result;
import dev.copydesk.lambda.BatchJobs.ResultCode;
import dev.copydesk.lambda.BatchJobs.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The Lambda function that S3 Batch Operations gives the objects that were there before it: each is
 * labelled unless an event told of it. What no retry cures, a refused article included, is the
 * task's success with its reason; see docs/backfill.md. Thread-safe.
 */
public final class BatchHandler implements RequestStreamHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BatchHandler.class);

  private static final Set<String> NOT_CURED_BY_A_RETRY =
      Set.of("ValidationError", "ItemCollectionSizeLimitExceeded", "AccessDenied");

  private static final Set<String> PASSING =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestTimeTooSkewed", "RequestTimeout");

  private static final int SERVER_ERROR = 500;

  private final ArticleLabeller labeller;
  private final ObjectCatalogue catalogue;
  private final Metrics metrics;

  /** Used by Lambda; set up by the environment. */
  public BatchHandler() {
    this(Wiring.of(Settings.from(System.getenv()), new AtomicBoolean()));
  }

  private BatchHandler(Wiring wiring) {
    this(wiring.labeller(), wiring.catalogue(), wiring.metrics());
  }

  /** Tells no metrics. */
  public BatchHandler(ArticleLabeller labeller, ObjectCatalogue catalogue) {
    this(labeller, catalogue, Metrics.silent());
  }

  BatchHandler(ArticleLabeller labeller, ObjectCatalogue catalogue, Metrics metrics) {
    this.labeller = labeller;
    this.catalogue = catalogue;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    metrics.event();
    Invocation invocation =
        BatchJobs.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    String response =
        invocation.response(invocation.tasks().stream().map(this::result).toList()).json();
    output.write(response.getBytes(StandardCharsets.UTF_8));
  }

  private Result result(Task task) {
    try {
      return label(task);
    } catch (IllegalArgumentException e) {
      return permanent(task, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failed(task, e);
    }
  }

  private static Result failed(Task task, RuntimeException fault) {
    if (mayPass(fault)) {
      LOG.warn("task failed for now [task={}]: {}", task.id(), fault.toString());
      return new Result(task.id(), ResultCode.TemporaryFailure, fault.toString());
    }
    LOG.error("task failed [task={}]", task.id(), fault);
    return permanent(task, fault.toString());
  }

  private Result label(Task task) {
    Optional<ArticleRef> found = catalogue.find(task.bucket(), task.key(), task.versionId());
    if (found.isEmpty()) {
      return permanent(task, "expected an object, found none");
    }
    Outcome outcome = labeller.label(found.get());
    ArticleHandler.log(outcome);
    metrics.outcome(outcome);
    if (outcome.replacement() == Replacement.SUPERSEDED) {
      return succeeded(task, "superseded: what is held is of an event, or as new");
    }
    return switch (outcome.result()) {
      case LabelledArticle labelled ->
          succeeded(task, "labelled: %d paragraphs".formatted(labelled.paragraphs().size()));
      case RejectedArticle rejected ->
          succeeded(task, "rejected: " + rejected.rejection().reason().wireName());
      case RemovedArticle _ -> permanent(task, "expected an object, found none any more");
    };
  }

  private static Result succeeded(Task task, String how) {
    return new Result(task.id(), ResultCode.Succeeded, how);
  }

  private static Result permanent(Task task, String why) {
    return new Result(task.id(), ResultCode.PermanentFailure, why);
  }

  /** Whether the same task may succeed later: throttling, a conflict, a fault of the other side. */
  private static boolean mayPass(RuntimeException fault) {
    return switch (fault) {
      case TransactionCanceledException cancelled ->
          cancelled.cancellationReasons().stream()
              .noneMatch(reason -> NOT_CURED_BY_A_RETRY.contains(reason.code()));
      case AwsServiceException answer ->
          answer.isThrottlingException()
              || answer.statusCode() >= SERVER_ERROR
              || (answer.awsErrorDetails() != null
                  && PASSING.contains(answer.awsErrorDetails().errorCode()));
      case SdkClientException _, UncheckedIOException _ -> true;
      default -> false;
    };
  }
}
