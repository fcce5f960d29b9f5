package dev.copydesk.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.ResultStore;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Where the writers of one table meet, and how often. DynamoDB cancels a transaction over items
 * that another is changing; DynamoDB Local makes it wait, so that it is cancelled here.
 * Thread-safe.
 */
final class Contention {

  private final Set<String> changing = ConcurrentHashMap.newKeySet();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  /** One writer's way to the table. */
  SdkHttpClient before(SdkHttpClient table) {
    return new Contended(table);
  }

  /** The writer's view of what comes of it. */
  ResultStore counting(ResultStore store) {
    return new Counting(store);
  }

  /** Writes of what was not newer. */
  long refusals() {
    return refusals.sum();
  }

  /** Writes that met another of the same article. */
  long conflicts() {
    return conflicts.sum();
  }

  private final class Counting implements ResultStore {

    private final ResultStore store;

    Counting(ResultStore store) {
      this.store = store;
    }

    @Override
    public Replacement replace(ArticleResult result) {
      Replacement replacement = store.replace(result);
      if (replacement == Replacement.SUPERSEDED) {
        refusals.increment();
      }
      return replacement;
    }

    @Override
    public Optional<ArticleResult> find(String address) {
      return store.find(address);
    }
  }

  private final class Contended implements SdkHttpClient {

    private final SdkHttpClient table;

    Contended(SdkHttpClient table) {
      this.table = table;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest prepared = table.prepareRequest(request);
      String article = article(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return alone(article, prepared);
        }

        @Override
        public void abort() {
          prepared.abort();
        }
      };
    }

    private HttpExecuteResponse alone(String article, ExecutableHttpRequest write)
        throws IOException {
      if (!changing.add(article)) {
        conflicts.increment();
        return TransactionConflict.answer();
      }
      try {
        return write.call();
      } finally {
        changing.remove(article);
      }
    }

    @Override
    public void close() {
      table.close();
    }
  }

  /** Whose items the transaction writes; all of them are of one. */
  private static String article(HttpExecuteRequest request) {
    try (Reader body =
        new InputStreamReader(
            request.contentStreamProvider().orElseThrow().newStream(), StandardCharsets.UTF_8)) {
      JsonElement first =
          JsonParser.parseReader(body).getAsJsonObject().getAsJsonArray("TransactItems").get(0);
      JsonObject action = first.getAsJsonObject();
      JsonObject item =
          action.has("Put")
              ? action.getAsJsonObject("Put").getAsJsonObject("Item")
              : action.getAsJsonObject("Delete").getAsJsonObject("Key");
      return item.getAsJsonObject("article").get("S").getAsString();
    } catch (IOException e) {
      throw new IllegalStateException("expected the transaction's text", e);
    }
  }
}
