package dev.copydesk.dynamodb;

import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.ResultStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Results in one DynamoDB table. An article's items are always replaced together, in one
 * transaction, on the condition that what is held is older; they are read together likewise.
 */
public final class DynamoDbResultStore implements ResultStore {

  private static final String OLDER =
      "attribute_not_exists(%1$s) OR %1$s < :%1$s".formatted(ArticleItems.SEQUENCER);

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private final DynamoDbClient dynamoDb;
  private final String table;

  public DynamoDbResultStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  @Override
  public Replacement replace(ArticleResult result) {
    List<TransactWriteItem> actions = actions(result);
    try {
      dynamoDb.transactWriteItems(request -> request.transactItems(actions));
      return Replacement.STORED;
    } catch (TransactionCanceledException e) {
      // Any other reason (a conflict, throttling) a retry may cure.
      if (e.cancellationReasons().stream().anyMatch(r -> CONDITION_FAILED.equals(r.code()))) {
        return Replacement.SUPERSEDED;
      }
      throw e;
    }
  }

  private List<TransactWriteItem> actions(ArticleResult result) {
    Map<String, Map<String, AttributeValue>> items = ArticleItems.items(result);
    List<TransactWriteItem> actions = new ArrayList<>();
    for (String part : ArticleItems.parts()) {
      Map<String, AttributeValue> item = items.get(part);
      if (item == null) {
        actions.add(delete(result.ref().address(), part));
      } else {
        actions.add(put(part, item));
      }
    }
    return actions;
  }

  private TransactWriteItem put(String part, Map<String, AttributeValue> item) {
    Put.Builder put = Put.builder().tableName(table).item(item);
    if (part.equals(ArticleItems.ARTICLE_PART)) {
      put.conditionExpression(OLDER)
          .expressionAttributeValues(
              Map.of(":" + ArticleItems.SEQUENCER, item.get(ArticleItems.SEQUENCER)));
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private TransactWriteItem delete(String address, String part) {
    Delete delete = Delete.builder().tableName(table).key(ArticleItems.key(address, part)).build();
    return TransactWriteItem.builder().delete(delete).build();
  }

  @Override
  public Optional<ArticleResult> find(String address) {
    List<TransactGetItem> gets =
        ArticleItems.parts().stream()
            .map(part -> ArticleItems.key(address, part))
            .map(key -> TransactGetItem.builder().get(g -> g.tableName(table).key(key)).build())
            .toList();
    List<Map<String, AttributeValue>> items =
        dynamoDb.transactGetItems(request -> request.transactItems(gets)).responses().stream()
            .filter(response -> response.hasItem() && !response.item().isEmpty())
            .map(response -> response.item())
            .toList();
    return ArticleItems.result(items);
  }
}
