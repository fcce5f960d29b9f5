package dev.copydesk.local;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** DynamoDB's answer to a transaction over items that another is changing. */
public final class TransactionConflict {

  public static final int STATUS = 400;

  public static final String BODY =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
          + "\"Message\":\"Transaction cancelled\",\"CancellationReasons\":["
          + "{\"Code\":\"TransactionConflict\"},{\"Code\":\"None\"},"
          + "{\"Code\":\"None\"},{\"Code\":\"None\"}]}";

  private TransactionConflict() {}

  public static HttpExecuteResponse answer() {
    return HttpExecuteResponse.builder()
        .response(SdkHttpFullResponse.builder().statusCode(STATUS).build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8))))
        .build();
  }
}
