package dev.copydesk.cli;

import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.dynamodb.Feeds;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the table. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the table: an article, or what happened on a day (UTC).",
      "Region, credentials and endpoint are those of the AWS SDK's environment variables and files."
    })
final class QueryCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** One of these. */
  static final class What {
    @Parameters(index = "0", paramLabel = "ARTICLE", description = "s3://bucket/key")
    private @Nullable String article;

    @Option(
        names = "--label",
        converter = LabelConverter.class,
        description = "Every paragraph of a label: news_body, attribution or solicitation.")
    private @Nullable Label label;

    @Option(
        names = "--review",
        description = "Articles that a person should look at, least certain first.")
    private boolean review;

    @Option(names = "--rejected", description = "Objects that were refused, and why.")
    private boolean rejected;
  }

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description = "The day (default: today, UTC).")
  private @Nullable LocalDate day;

  @Option(
      names = "--table",
      defaultValue = "${env:TABLE_NAME:-copydesk}",
      description = "The table's name (default: $TABLE_NAME or copydesk).")
  private String table = "copydesk";

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "Of labelled paragraphs: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (DynamoDbClient dynamoDb =
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
      PrintWriter out = out();
      if (what.article != null) {
        return article(new DynamoDbResultStore(dynamoDb, table), what.article, out);
      }
      feed(new Feeds(dynamoDb, table), out);
      out.flush();
      return 0;
    }
  }

  private void feed(Feeds feeds, PrintWriter out) {
    LocalDate when = day == null ? LocalDate.now(ZoneOffset.UTC) : day;
    if (what.label != null) {
      try (ArticlePrinter printer = format.printer(out)) {
        feeds.labelled(what.label, when).stream()
            .map(labelled -> new LabelledText(labelled.address(), labelled.paragraphs()))
            .forEach(printer::print);
      }
    } else if (what.review) {
      feeds.review(when).forEach(r -> printReview(out, r));
    } else if (what.rejected) {
      feeds.rejected(when).forEach(rejected -> printRejected(out, rejected));
    }
  }

  private int article(DynamoDbResultStore store, String address, PrintWriter out) {
    Optional<ArticleResult> found = store.find(address);
    if (found.isEmpty()) {
      Copydesk.complain(err(), address, "expected an article in table " + table + ", found none");
      return Copydesk.REJECTED;
    }
    switch (found.get()) {
      case LabelledArticle labelled -> {
        try (ArticlePrinter printer = format.printer(out)) {
          printer.print(new LabelledText(address, labelled.paragraphs()));
        }
      }
      case RejectedArticle rejected -> printRejected(out, rejected);
      case RemovedArticle removed ->
          out.printf("%s  removed  %s%n", Terminal.line(address), removed.at());
    }
    out.flush();
    return 0;
  }

  private static void printReview(PrintWriter out, Feeds.Review review) {
    out.printf(
        Locale.ROOT, "%.2f  %s%n", review.leastConfidence(), Terminal.line(review.address()));
  }

  private static void printRejected(PrintWriter out, RejectedArticle article) {
    out.printf(
        "%s  rejected  %s: %s%n",
        Terminal.line(article.ref().address()),
        article.rejection().reason().wireName(),
        Terminal.line(article.rejection().detail()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
