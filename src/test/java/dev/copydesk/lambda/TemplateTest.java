package dev.copydesk.lambda;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.dynamodb.ArticleItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The template and the code speak of the same things. */
final class TemplateTest {

  /** Of the functions' environments. */
  private static final String VARIABLE = "(?m)^ {10}([A-Z0-9_]{3,}):";

  private static String template() throws IOException {
    return Files.readString(Path.of("template.yaml"));
  }

  private static Set<String> found(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(template())
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void theHandlersAreOurs() throws IOException {
    assertEquals(
        Set.of(ArticleHandler.class.getName(), BatchHandler.class.getName()),
        found(" Handler: (\\S+)"));
  }

  @Test
  void tableAndIndexHaveTheKeysOfTheItems() throws IOException {
    assertEquals(
        Set.of(ArticleItems.ARTICLE, ArticleItems.FEED), found("Name: (\\w+), KeyType: HASH"));
    assertEquals(
        Set.of(ArticleItems.PART, ArticleItems.FEED_SORT), found("Name: (\\w+), KeyType: RANGE"));
    assertEquals(Set.of(ArticleItems.FEED_INDEX), found("IndexName: (\\w+)"));
    assertTrue(template().contains("AttributeName: " + ArticleItems.EXPIRES_AT));
  }

  @Test
  void theEnvironmentHoldsSettingsThatAreRead() throws IOException {
    Set<String> variables = found(VARIABLE);
    assertEquals(
        Set.of(
            Settings.TABLE,
            Settings.MODEL,
            Settings.THREADS,
            Settings.S3_PATH_STYLE,
            "JAVA_TOOL_OPTIONS"),
        variables);
  }

  /** The SAM CLI drops silently what is not declared. */
  @Test
  void theLocalEnvironmentOverridesOnlyWhatIsDeclared() throws IOException {
    Set<String> undeclared = new TreeSet<>(localEnvironment().keySet());
    undeclared.removeAll(found(VARIABLE));
    assertEquals(Set.of(), undeclared);
  }

  @Test
  void theLocalEnvironmentKeepsTheJavaOptions() throws IOException {
    Set<String> options =
        Set.of(localEnvironment().get("JAVA_TOOL_OPTIONS").getAsString().split(" "));
    for (String block : found("JAVA_TOOL_OPTIONS: >-\n((?: +-\\S+\n)+)")) {
      assertTrue(options.containsAll(List.of(block.strip().split("\\s+"))), options.toString());
    }
  }

  private static JsonObject localEnvironment() throws IOException {
    return JsonParser.parseString(Files.readString(Path.of("events/local/env.json")))
        .getAsJsonObject()
        .getAsJsonObject("Parameters");
  }

  /** In the shortest time-out that may be chosen, one record ends even if every server hangs. */
  @Test
  void theTimeOutLeavesTimeForARecord() throws IOException {
    String least = found("TimeoutSeconds:\n(?: {4}.*\n)*? {4}MinValue: (\\d+)").iterator().next();
    assertTrue(Integer.parseInt(least) > Patience.ONE_RECORD.toSeconds(), least);
  }

  @Test
  void bothFunctionsHaveTheSameEnvironment() throws IOException {
    Set<String> environments = new TreeSet<>();
    for (String variables : found("Variables:\n((?: {10}.*\n)+)")) {
      environments.add(variables.replaceAll("(?m)^ *#.*\n", ""));
    }
    assertEquals(1, environments.size(), environments.toString());
  }

  /**
   * A read of an object or a version of it, and the transaction of puts and deletions; of the
   * backfill's job the list of the bucket and the report; of who publishes changes the table's
   * stream.
   */
  @Test
  void theRolesMayDoWhatIsDoneAndNoMore() throws IOException {
    assertEquals(
        Set.of(
            "s3:GetObject",
            "s3:GetObjectVersion",
            "s3:ListBucket",
            "s3:PutInventoryConfiguration",
            "s3:PutObject"),
        found("\\b(s3:(?:Get|List|Put|Delete)\\w+)"));
    assertEquals(
        Set.of(
            "dynamodb:PutItem",
            "dynamodb:DeleteItem",
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams"),
        found("\\b(dynamodb:[A-Z]\\w+)"));
  }

  /** Other items hold article text. */
  @Test
  void whatIsPublishedIsTheArticleItemAlone() throws IOException {
    JsonObject pattern =
        JsonParser.parseString(found("- Pattern: '(.*)'").iterator().next()).getAsJsonObject();
    JsonObject keys = pattern.getAsJsonObject("dynamodb").getAsJsonObject("Keys");
    assertEquals(Set.of(ArticleItems.PART), keys.keySet());
    assertEquals(
        "{\"S\":[\"" + ArticleItems.ARTICLE_PART + "\"]}", keys.get(ArticleItems.PART).toString());
  }

  @Test
  void theDashboardIsJson() throws IOException {
    Set<String> body = found("DashboardBody: !Sub \\|\n((?: {8}.*\n)+)");
    JsonObject dashboard = JsonParser.parseString(body.iterator().next()).getAsJsonObject();
    assertEquals(9, dashboard.getAsJsonArray("widgets").size());
  }

  @Test
  void alarmsAndDashboardAskForMetricsThatAreTold() throws IOException {
    Set<String> asked = new TreeSet<>(found("Namespace: Copydesk\n +MetricName: (\\w+)"));
    Set<String> body = found("DashboardBody: !Sub \\|\n((?: {8}.*\n)+)");
    for (JsonElement widget :
        JsonParser.parseString(body.iterator().next())
            .getAsJsonObject()
            .getAsJsonArray("widgets")) {
      JsonObject properties = widget.getAsJsonObject().getAsJsonObject("properties");
      if (properties.toString().contains("[[\"Copydesk\"")) {
        for (JsonElement metric : properties.getAsJsonArray("metrics")) {
          JsonArray names = metric.getAsJsonArray();
          if (names.size() > 1 && !names.get(0).getAsString().equals("...")) {
            asked.add(names.get(1).getAsString());
          }
        }
      }
    }
    Set<String> untold = new TreeSet<>(asked);
    untold.removeAll(Metrics.names());
    assertEquals(Set.of(), untold);
    assertTrue(asked.containsAll(Set.of(Metrics.ARTICLES, Metrics.REJECTED, Metrics.COLD_START)));
  }
}
