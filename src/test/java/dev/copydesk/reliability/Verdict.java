package dev.copydesk.reliability;

import dev.copydesk.article.Article;
import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.ArticleRejected;
import dev.copydesk.article.Limits;
import dev.copydesk.dynamodb.ArticleItems;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.FakeParagraphClassifier;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Holds the table against what lies in the bucket. */
final class Verdict {

  private final ArticleReader reader = new ArticleReader(Limits.DEFAULT);
  private final FakeParagraphClassifier classifier = new FakeParagraphClassifier();
  private final DynamoDbClient dynamoDb;
  private final String table;

  Verdict(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** In what the table does not say what the newest object says. */
  List<String> differences(Newsroom newsroom) {
    if (newsroom.newest().isEmpty()) {
      return List.of();
    }
    ArticleRef ref = newsroom.newest().get();
    try {
      return new DynamoDbResultStore(dynamoDb, table)
          .find(ref.address())
          .map(found -> differences(expected(ref, newsroom.bytes(), found), found))
          .orElseGet(() -> List.of("lost: nothing held of " + ref));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return List.of("mixed: items that make no result of " + ref + ": " + e.getMessage());
    }
  }

  private List<String> differences(ArticleResult expected, ArticleResult found) {
    List<String> differences = new ArrayList<>();
    if (!expected.equals(found)) {
      differences.add("expected %s%n     found %s".formatted(expected, found));
    }
    differences.addAll(mixed(expected));
    return differences;
  }

  /** What was found, if it is right, with its own times, which nobody can know. */
  private ArticleResult expected(ArticleRef ref, Optional<byte[]> bytes, ArticleResult found) {
    if (bytes.isEmpty()) {
      return new RemovedArticle(ref, found.at());
    }
    try {
      Article article = reader.read(new ByteArrayInputStream(bytes.get()));
      return new LabelledArticle(
          ref,
          LabelledArticle.pair(article, classifier.classify(article.texts()), classifier.model()),
          run(found),
          article.bytes());
    } catch (ArticleRejected rejected) {
      return new RejectedArticle(ref, rejected.rejection(), found.at());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LabelledArticle.Run run(ArticleResult found) {
    return found instanceof LabelledArticle labelled
        ? labelled.run()
        : new LabelledArticle.Run(classifier.model().version(), Instant.EPOCH, 0);
  }

  /** Items that do not belong to the same state of the article. */
  private List<String> mixed(ArticleResult expected) {
    String address = expected.ref().address();
    List<Map<String, AttributeValue>> items =
        dynamoDb
            .query(
                query ->
                    query
                        .tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(ArticleItems.ARTICLE + " = :a")
                        .expressionAttributeValues(Map.of(":a", AttributeValue.fromS(address))))
            .items();
    List<String> differences = new ArrayList<>();
    Set<String> parts = texts(items, ArticleItems.PART);
    if (!parts.equals(parts(expected))) {
      differences.add(
          "mixed: expected the items %s of %s, found %s"
              .formatted(parts(expected), address, parts));
    }
    Set<String> times = texts(items, "labelledAt");
    if (times.size() != 1) {
      differences.add("mixed: items of %s of different times %s".formatted(address, times));
    }
    return differences;
  }

  private static Set<String> texts(List<Map<String, AttributeValue>> items, String name) {
    return items.stream()
        .map(item -> String.valueOf(item.get(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> parts(ArticleResult result) {
    Set<String> parts = new TreeSet<>(Set.of(text(ArticleItems.ARTICLE_PART)));
    if (result instanceof LabelledArticle labelled) {
      Arrays.stream(Label.values())
          .filter(label -> labelled.count(label) > 0)
          .forEach(label -> parts.add(text(label.wireName())));
    }
    return parts;
  }

  /** As {@link #texts} shows it. */
  private static String text(String value) {
    return String.valueOf(AttributeValue.fromS(value));
  }
}
