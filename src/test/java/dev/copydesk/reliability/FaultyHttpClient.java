package dev.copydesk.reliability;

import dev.copydesk.local.TransactionConflict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * A real HTTP client on a bad day, which the {@link Simulation} of the calling thread decides on.
 * What it says in a server's place is what the server says on such a day.
 */
final class FaultyHttpClient implements SdkHttpClient {

  private final SdkHttpClient real;
  private final Call call;

  FaultyHttpClient(SdkHttpClient real, Call call) {
    this.real = real;
    this.call = call;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    HttpExecuteRequest repeatable = repeatable(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        Simulation simulation = Simulation.current();
        Fault fault = simulation.fault(call);
        Stepper.step();
        HttpExecuteResponse response = answer(fault, repeatable, simulation);
        Stepper.step();
        return response;
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answer(Fault fault, HttpExecuteRequest request, Simulation simulation)
      throws IOException {
    return switch (fault) {
      case NONE -> send(request, simulation);
      case KILLED_BEFORE -> throw new Fault.Killed();
      case KILLED_AFTER -> {
        done(request, simulation);
        throw new Fault.Killed();
      }
      case REFUSED -> throw new ConnectException("Connection refused");
      case ANSWER_LOST -> {
        done(request, simulation);
        throw new SocketException("Connection reset");
      }
      case TIMED_OUT -> throw new SocketTimeoutException("Read timed out");
      case DONE_LATE -> {
        simulation.later(() -> done(request, simulation));
        throw new SocketTimeoutException("Read timed out");
      }
      case THROTTLED -> throttled();
      case FAILED -> failed();
      case FAILED_THOUGH_DONE -> {
        done(request, simulation);
        yield failed();
      }
      case CONFLICT -> TransactionConflict.answer();
      case BODY_BREAKS -> withBody(send(request, simulation), FaultyHttpClient::broken);
      case BODY_ENDS_EARLY -> withBody(send(request, simulation), ByteArrayInputStream::new);
    };
  }

  private HttpExecuteResponse send(HttpExecuteRequest request, Simulation simulation)
      throws IOException {
    HttpExecuteResponse response = real.prepareRequest(request).call();
    if (call != Call.WRITE_RESULT || response.httpResponse().isSuccessful()) {
      return response;
    }
    byte[] body = bytes(response);
    simulation.refused(new String(body, StandardCharsets.UTF_8));
    return response(response, new ByteArrayInputStream(body));
  }

  /** Whatever the server answers, nobody hears it. */
  private void done(HttpExecuteRequest request, Simulation simulation) {
    try {
      HttpExecuteResponse response = send(request, simulation);
      bytes(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The request with its content at hand, so that it can be sent when its maker is gone. */
  private static HttpExecuteRequest repeatable(HttpExecuteRequest request) {
    Optional<ContentStreamProvider> content = request.contentStreamProvider();
    if (content.isEmpty()) {
      return request;
    }
    try (InputStream stream = content.get().newStream()) {
      return HttpExecuteRequest.builder()
          .request(request.httpRequest())
          .contentStreamProvider(ContentStreamProvider.fromByteArray(stream.readAllBytes()))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpExecuteResponse throttled() {
    return switch (call) {
      case READ_OBJECT -> error(503, "<Error><Code>SlowDown</Code></Error>");
      case WRITE_RESULT, CLASSIFY ->
          error(
              400,
              "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\","
                  + "\"message\":\"Throughput exceeds the current capacity\"}");
    };
  }

  private HttpExecuteResponse failed() {
    return switch (call) {
      case READ_OBJECT -> error(500, "<Error><Code>InternalError</Code></Error>");
      case WRITE_RESULT, CLASSIFY ->
          error(500, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\"}");
    };
  }

  private static HttpExecuteResponse error(int status, String body) {
    return HttpExecuteResponse.builder()
        .response(SdkHttpFullResponse.builder().statusCode(status).build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  private interface Damage {
    InputStream of(byte[] half);
  }

  /** The answer with only the first half of a body; of an empty one nothing is missing. */
  private static HttpExecuteResponse withBody(HttpExecuteResponse response, Damage damage)
      throws IOException {
    byte[] body = bytes(response);
    byte[] half = new byte[body.length / 2];
    System.arraycopy(body, 0, half, 0, half.length);
    return response(response, damage.of(half));
  }

  private static InputStream broken(byte[] half) {
    InputStream breaking =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new SocketException("Connection reset");
          }

          @Override
          public int read(byte[] buffer, int offset, int count) throws IOException {
            return read();
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(half), breaking);
  }

  private static HttpExecuteResponse response(HttpExecuteResponse response, InputStream body) {
    return HttpExecuteResponse.builder()
        .response(response.httpResponse())
        .responseBody(AbortableInputStream.create(body))
        .build();
  }

  private static byte[] bytes(HttpExecuteResponse response) throws IOException {
    try (InputStream body =
        response
            .responseBody()
            .map(InputStream.class::cast)
            .orElse(InputStream.nullInputStream())) {
      return body.readAllBytes();
    }
  }

  @Override
  public void close() {
    real.close();
  }
}
