package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.copydesk.labelling.InMemoryResultStore;
import dev.copydesk.labelling.ResultStore;
import dev.copydesk.labelling.ResultStore.Replacement;
import dev.copydesk.labelling.Results;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ContentionTest {

  private final Contention contention = new Contention();

  /** A table that does something else meanwhile. */
  private record Table(Runnable meanwhile) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          meanwhile.run();
          return HttpExecuteResponse.builder()
              .response(SdkHttpFullResponse.builder().statusCode(200).build())
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  private int write(String article, Runnable meanwhile) {
    String transaction =
        "{\"TransactItems\": [{\"Put\": {\"Item\": {\"article\": {\"S\": \"%s\"}}}}]}"
            .formatted(article);
    HttpExecuteRequest request =
        HttpExecuteRequest.builder()
            .request(
                SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(URI.create("http://localhost/"))
                    .build())
            .contentStreamProvider(ContentStreamProvider.fromUtf8String(transaction))
            .build();
    try {
      return contention
          .before(new Table(meanwhile))
          .prepareRequest(request)
          .call()
          .httpResponse()
          .statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int write(String article) {
    return write(article, () -> {});
  }

  @Test
  void aWriteThatMeetsAnotherOfTheSameArticleIsCancelled() {
    assertEquals(
        200, write("a.txt", () -> assertEquals(TransactionConflict.STATUS, write("a.txt"))));
    assertEquals(1, contention.conflicts());
    assertEquals(200, write("a.txt"));
  }

  @Test
  void articlesDoNotMeetEachOther() {
    assertEquals(200, write("a.txt", () -> assertEquals(200, write("b.txt"))));
    assertEquals(0, contention.conflicts());
  }

  @Test
  void whatIsNotNewerIsCounted() {
    ResultStore store = contention.counting(new InMemoryResultStore());
    store.replace(Results.removed(Results.ref("a.txt", "2")));
    assertEquals(Replacement.SUPERSEDED, store.replace(Results.removed(Results.ref("a.txt", "1"))));
    assertEquals(1, contention.refusals());
  }
}
