package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.cli.CommandLineRun;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ResultStore;
import dev.copydesk.labelling.Results;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code copydesk query}, told of DynamoDB Local by the SDK's own settings as a user tells it. */
final class QueryCommandIT {

  private static final String DAY = "2026-11-23";

  private final String table = "table-" + UUID.randomUUID();
  private final Map<String, String> settings =
      Map.of(
          "aws.endpointUrl",
          LocalServers.shared().dynamoDbEndpoint().toString(),
          "aws.region",
          LocalServers.REGION.id(),
          "aws.accessKeyId",
          LocalServers.ACCESS_KEY,
          "aws.secretAccessKey",
          LocalServers.SECRET_KEY);

  @BeforeEach
  void fillTable() {
    settings.forEach(System::setProperty);
    LocalServers.shared().createTable(table);
    ResultStore store = new DynamoDbResultStore(LocalServers.shared().dynamoDb(), table);
    store.replace(
        Results.labelled(Results.ref("a.txt", "01"), "Bridge closed", "Give now", "Why?"));
    store.replace(Results.labelled(Results.ref("b.txt", "01"), "Bridge open"));
    store.replace(Results.rejected(Results.ref("c\u001b[31m.pdf", "01")));
    store.replace(Results.removed(Results.ref("d.txt", "01")));
  }

  @AfterEach
  void forgetSettings() {
    settings.keySet().forEach(System::clearProperty);
  }

  private CommandLineRun query(String... arguments) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("query", "--table", table), Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void anArticleIsPrintedWholeAndInOrder() {
    CommandLineRun run = query("s3://articles/a.txt", "--format", "text");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("Bridge closed\n\nGive now\n\nWhy?\n\n", run.out());
  }

  @Test
  void aRemovedAndARefusedArticleSaySo() {
    assertTrue(
        query("s3://articles/d.txt").out().startsWith("s3://articles/d.txt  removed  2026-"));
    CommandLineRun refused = query("s3://articles/c\u001b[31m.pdf");
    assertTrue(refused.out().contains("rejected  empty: expected text, found none"), refused.out());
  }

  @Test
  void anUnknownArticleIsNamed() {
    CommandLineRun run = query("s3://articles/none.txt");
    assertEquals(1, run.exitCode());
    assertEquals(
        "copydesk: s3://articles/none.txt: expected an article in table %s, found none%n"
            .formatted(table),
        run.err());
  }

  @Test
  void aDaysFeedsAreListed() {
    CommandLineRun appeals = query("--label", "solicitation", "--day", DAY, "--format", "text");
    assertEquals("Give now\n\n", appeals.out());
    assertEquals("0.50  s3://articles/a.txt\n", query("--review", "--day", DAY).out());
    String rejected = query("--rejected", "--day", DAY).out();
    assertEquals(
        "s3://articles/c\ufffd[31m.pdf  rejected  empty: expected text, found none\n", rejected);
    assertEquals("", query("--rejected", "--day", "2026-11-22").out());
    assertFalse(rejected.contains("\u001b"));
  }

  @Test
  void aMissingTableIsAFaultInOneLine() {
    CommandLineRun run = CommandLineRun.of("query", "--table", "no-such-table", "--review");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().startsWith("copydesk: "), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }
}
