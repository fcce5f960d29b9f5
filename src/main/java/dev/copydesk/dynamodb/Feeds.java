package dev.copydesk.dynamodb;

import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.RejectedArticle;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * What happened on a day (UTC) over all articles, from the sparse index. The index follows the
 * table within moments. Thread-safe.
 */
public final class Feeds {

  /** An article's paragraphs of one label, in reading order. */
  public record Labelled(String address, List<LabelledParagraph> paragraphs) {}

  /** An article that a person should look at. */
  public record Review(String address, double leastConfidence) {}

  private final DynamoDbClient dynamoDb;
  private final String table;

  public Feeds(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** The articles with a paragraph of the label, in the order in which they were labelled. */
  public List<Labelled> labelled(Label label, LocalDate day) {
    return items(ArticleItems.feedName(label), day)
        .map(item -> new Labelled(ArticleItems.address(item), ArticleItems.paragraphs(item)))
        .toList();
  }

  /** The refused objects, in the order in which they were refused. */
  public List<RejectedArticle> rejected(LocalDate day) {
    return items(ArticleItems.rejectedFeed(), day).map(ArticleItems::rejected).toList();
  }

  /** The articles with a paragraph below the confidence threshold, least certain first. */
  public List<Review> review(LocalDate day) {
    return items(ArticleItems.reviewFeed(), day)
        .map(item -> new Review(ArticleItems.address(item), ArticleItems.leastConfidence(item)))
        .toList();
  }

  private Stream<Map<String, AttributeValue>> items(String feed, LocalDate day) {
    return IntStream.range(0, ArticleItems.FEED_SHARDS)
        .mapToObj(shard -> ArticleItems.feedPartition(feed, day, shard))
        .flatMap(this::partition)
        .sorted(
            Comparator.comparing(item -> ArticleItems.required(item, ArticleItems.FEED_SORT).s()));
  }

  private Stream<Map<String, AttributeValue>> partition(String partition) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .indexName(ArticleItems.FEED_INDEX)
            .keyConditionExpression("#feed = :feed")
            .expressionAttributeNames(Map.of("#feed", ArticleItems.FEED))
            .expressionAttributeValues(Map.of(":feed", AttributeValue.fromS(partition)))
            .build();
    return dynamoDb.queryPaginator(request).items().stream();
  }
}
