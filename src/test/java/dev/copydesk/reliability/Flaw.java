package dev.copydesk.reliability;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.dynamodb.ArticleItems;
import dev.copydesk.labelling.ObjectStore;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Mistakes that a protocol like ours could have; the simulator must see each of them. */
enum Flaw {
  NONE,
  /** Whoever writes last wins. */
  NO_CONDITION {
    @Override
    TransactWriteItemsResponse write(DynamoDbClient real, TransactWriteItemsRequest request) {
      return real.transactWriteItems(each(request, Flaw::withoutCondition));
    }
  },
  /** The items of an article are written one after the other. */
  NO_TRANSACTION {
    @Override
    TransactWriteItemsResponse write(DynamoDbClient real, TransactWriteItemsRequest request) {
      for (TransactWriteItem action : request.transactItems()) {
        real.transactWriteItems(one -> one.transactItems(action));
      }
      return TransactWriteItemsResponse.builder().build();
    }
  },
  /** A removed article is forgotten at once. */
  REMOVALS_FORGOTTEN {
    @Override
    TransactWriteItemsResponse write(DynamoDbClient real, TransactWriteItemsRequest request) {
      return real.transactWriteItems(each(request, Flaw::deletedIfRemoved));
    }
  },
  /** Items of labels that an article no longer has stay. */
  OLD_LABELS_LEFT {
    @Override
    TransactWriteItemsResponse write(DynamoDbClient real, TransactWriteItemsRequest request) {
      return real.transactWriteItems(
          puts ->
              puts.transactItems(
                  request.transactItems().stream().filter(a -> a.put() != null).toList()));
    }
  },
  /** A conflict with another transaction is taken for a newer result. */
  CONFLICT_TAKEN_FOR_NEWER {
    @Override
    TransactWriteItemsResponse write(DynamoDbClient real, TransactWriteItemsRequest request) {
      try {
        return real.transactWriteItems(request);
      } catch (TransactionCanceledException e) {
        return TransactWriteItemsResponse.builder().build();
      }
    }
  },
  /** What fails is not tried again. */
  FAILURES_SWALLOWED {
    @Override
    Consumer<String> in(Consumer<String> handler) {
      return event -> {
        try {
          handler.accept(event);
        } catch (IllegalStateException e) {
          // swallowed: the flaw
        }
      };
    }
  },
  /** Of several records only the first is seen. */
  FIRST_RECORD_ONLY {
    @Override
    Consumer<String> in(Consumer<String> handler) {
      return event -> {
        JsonObject message = JsonParser.parseString(event).getAsJsonObject();
        JsonArray first = new JsonArray();
        first.add(message.getAsJsonArray("Records").get(0));
        message.add("Records", first);
        handler.accept(message.toString());
      };
    }
  },
  /** Half an object is taken for all of it. */
  HALF_TAKEN_FOR_WHOLE {
    @Override
    ObjectStore objects(ObjectStore real) {
      return ref -> real.open(ref).map(Credulous::new);
    }
  };

  TransactWriteItemsResponse write(DynamoDbClient real, TransactWriteItemsRequest request) {
    return real.transactWriteItems(request);
  }

  Consumer<String> in(Consumer<String> handler) {
    return handler;
  }

  ObjectStore objects(ObjectStore real) {
    return real;
  }

  DynamoDbClient in(DynamoDbClient real) {
    return new Altered(real, this);
  }

  private record Altered(DynamoDbClient real, Flaw flaw) implements DynamoDbClient {

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      return flaw.write(real, request);
    }

    @Override
    public String serviceName() {
      return real.serviceName();
    }

    @Override
    public void close() {}
  }

  private static TransactWriteItemsRequest each(
      TransactWriteItemsRequest request, UnaryOperator<TransactWriteItem> change) {
    return request.toBuilder()
        .transactItems(request.transactItems().stream().map(change).toList())
        .build();
  }

  private static TransactWriteItem withoutCondition(TransactWriteItem action) {
    if (action.put() == null) {
      return action;
    }
    Put put = Put.builder().tableName(action.put().tableName()).item(action.put().item()).build();
    return TransactWriteItem.builder().put(put).build();
  }

  private static TransactWriteItem deletedIfRemoved(TransactWriteItem action) {
    Put put = action.put();
    if (put == null || !put.item().containsKey(ArticleItems.EXPIRES_AT)) {
      return action;
    }
    Map<String, AttributeValue> key = new HashMap<>(put.item());
    key.keySet().retainAll(Set.of(ArticleItems.ARTICLE, ArticleItems.PART));
    Delete delete =
        Delete.builder()
            .tableName(put.tableName())
            .key(key)
            .conditionExpression(put.conditionExpression())
            .expressionAttributeValues(put.expressionAttributeValues())
            .build();
    return TransactWriteItem.builder().delete(delete).build();
  }

  private static final class Credulous extends FilterInputStream {

    Credulous(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      try {
        return super.read(buffer, offset, count);
      } catch (EOFException e) {
        return -1;
      }
    }
  }
}
