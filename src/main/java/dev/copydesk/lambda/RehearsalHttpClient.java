package dev.copydesk.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Passes requests on, except while a rehearsal is running: then it answers itself, a GET with the
 * sample article of that name and a POST with an empty JSON object. Before that it greets the
 * request's host, unsigned, on a connection that it closes, so that the name is looked up and TLS
 * spoken for the first time here.
 */
final class RehearsalHttpClient implements SdkHttpClient {

  private static final Logger LOG = LoggerFactory.getLogger(RehearsalHttpClient.class);

  private final SdkHttpClient real;
  private final AtomicBoolean rehearsing;

  RehearsalHttpClient(SdkHttpClient real, AtomicBoolean rehearsing) {
    this.real = real;
    this.rehearsing = rehearsing;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return rehearsing.get() ? new Rehearsed(request) : real.prepareRequest(request);
  }

  private final class Rehearsed implements ExecutableHttpRequest {

    private final HttpExecuteRequest request;

    Rehearsed(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      greet();
      drain();
      return ok(answer());
    }

    /** As the real client would. */
    private void drain() throws IOException {
      if (request.contentStreamProvider().isPresent()) {
        try (var body = request.contentStreamProvider().get().newStream()) {
          body.readAllBytes();
        }
      }
    }

    private byte[] answer() {
      if (request.httpRequest().method() == SdkHttpMethod.GET) {
        String path = request.httpRequest().encodedPath();
        return Rehearsal.resource(path.substring(path.lastIndexOf('/') + 1));
      }
      return "{}".getBytes(StandardCharsets.UTF_8);
    }

    private void greet() {
      SdkHttpRequest asked = request.httpRequest();
      SdkHttpRequest greeting =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.GET)
              .protocol(asked.protocol())
              .host(asked.host())
              .port(asked.port())
              .encodedPath("/")
              .putHeader("Host", asked.host())
              .putHeader("Connection", "close")
              .build();
      try {
        HttpExecuteResponse response =
            real.prepareRequest(HttpExecuteRequest.builder().request(greeting).build()).call();
        if (response.responseBody().isPresent()) {
          response.responseBody().get().close();
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("could not greet {}: {}", asked.host(), e.toString());
      }
    }

    @Override
    public void abort() {
      // it has no connection of its own
    }
  }

  private static HttpExecuteResponse ok(byte[] body) {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Length", Integer.toString(body.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public String clientName() {
    return real.clientName();
  }

  @Override
  public void close() {
    real.close();
  }
}
