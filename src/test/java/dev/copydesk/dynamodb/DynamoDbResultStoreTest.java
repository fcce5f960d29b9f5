package dev.copydesk.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ResultStore.Replacement;
import dev.copydesk.labelling.Results;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The request's shape and the answers' meaning; what DynamoDB makes of it is tested on a server.
 */
final class DynamoDbResultStoreTest {

  private static final LabelledArticle ARTICLE =
      Results.labelled(Results.ref("a", "01"), "Bridge closed", "Give now");

  private final DynamoDbClient dynamoDb = mock(DynamoDbClient.class);
  private final DynamoDbResultStore store = new DynamoDbResultStore(dynamoDb, "labels");

  @SuppressWarnings("unchecked") // a captor of a generic type has no other way
  private TransactWriteItemsRequest requestOf(LabelledArticle article) {
    ArgumentCaptor<Consumer<TransactWriteItemsRequest.Builder>> captor =
        ArgumentCaptor.forClass(Consumer.class);
    when(dynamoDb.transactWriteItems(captor.capture()))
        .thenReturn(TransactWriteItemsResponse.builder().build());
    store.replace(article);
    TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder();
    captor.getValue().accept(request);
    return request.build();
  }

  /** One transaction, so that nobody sees half of it; one condition, so that the newest wins. */
  @Test
  void anArticleIsReplacedInOneConditionalTransaction() {
    List<TransactWriteItem> actions = requestOf(ARTICLE).transactItems();
    assertEquals(4, actions.size());
    TransactWriteItem article = actions.getFirst();
    assertEquals(
        "attribute_not_exists(sequencer) OR sequencer < :sequencer",
        article.put().conditionExpression());
    assertEquals(
        ARTICLE.ref().sequencer().padded(),
        text(article.put().expressionAttributeValues(), ":sequencer"));
    assertEquals("news_body", text(actions.get(1).put().item(), "part"));
    assertNull(actions.get(1).put().conditionExpression(), "one condition guards all four");
    assertEquals("attribution", text(actions.get(2).delete().key(), "part"));
    assertEquals("solicitation", text(actions.get(3).put().item(), "part"));
  }

  private static String text(Map<String, AttributeValue> values, String name) {
    return ArticleItems.required(values, name).s();
  }

  @Test
  void aFailedConditionMeansSuperseded() {
    answer("ConditionalCheckFailed");
    assertEquals(Replacement.SUPERSEDED, store.replace(ARTICLE));
  }

  @Test
  void aConflictIsThrownForARetry() {
    TransactionCanceledException conflict = answer("TransactionConflict");
    assertSame(
        conflict, assertThrows(TransactionCanceledException.class, () -> store.replace(ARTICLE)));
  }

  private TransactionCanceledException answer(String code) {
    TransactionCanceledException e =
        TransactionCanceledException.builder()
            .cancellationReasons(
                CancellationReason.builder().code(code).build(),
                CancellationReason.builder().code("None").build())
            .build();
    when(dynamoDb.transactWriteItems(Mockito.<Consumer<TransactWriteItemsRequest.Builder>>any()))
        .thenThrow(e);
    return e;
  }
}
