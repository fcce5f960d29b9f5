package dev.copydesk.lambda;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The side of Lambda that a runtime talks to, as far as a function on demand needs it: the Runtime
 * API of 2018-06-01 as documented in the AWS Lambda Developer Guide, for one runtime.
 */
final class RuntimeApi implements AutoCloseable {

  static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:copydesk";

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What the runtime says of its start or of an invocation. */
  sealed interface Answer {

    /** All went well. */
    record Done(String body) implements Answer {}

    /**
     * @param type as the header {@code Lambda-Runtime-Function-Error-Type} names it
     * @param error what the caller of the function, or its on-failure queue, sees
     */
    record Failed(String type, JsonObject error) implements Answer {}
  }

  private record Invocation(String id, String event) {}

  private final HttpServer server;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
  private final CompletableFuture<Answer> start = new CompletableFuture<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(server);
    server.createContext(ROOT + "invocation/next", api::next);
    server.createContext(ROOT + "invocation/", api::answer);
    server.createContext(ROOT + "init/error", exchange -> api.start.complete(failed(exchange)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return api;
  }

  /** What {@code AWS_LAMBDA_RUNTIME_API} holds. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until the function is set up and asks for its first event, or says why it cannot. */
  Answer awaitStart() throws Exception {
    return start.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Hands the event to the runtime and waits for what it makes of it. */
  Answer invoke(String id, String event) throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.put(id, answer);
    waiting.add(new Invocation(id, event));
    return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void next(HttpExchange exchange) throws IOException {
    start.complete(new Answer.Done(""));
    try {
      Invocation invocation = waiting.take();
      var headers = exchange.getResponseHeaders();
      headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
      headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
      long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
      headers.set("Content-Type", "application/json");
      send(exchange, 200, invocation.event());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  /** {@code invocation/ID/response} or {@code invocation/ID/error}. */
  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    CompletableFuture<Answer> answer = answers.remove(path[path.length - 2]);
    if (answer == null) {
      send(
          exchange,
          400,
          "{\"errorMessage\":\"no such invocation\",\"errorType\":\"InvalidRequestID\"}");
      return;
    }
    switch (path[path.length - 1]) {
      case "response" -> answer.complete(new Answer.Done(accept(exchange)));
      case "error" -> answer.complete(failed(exchange));
      default ->
          answer.completeExceptionally(new IllegalStateException("expected response or error"));
    }
  }

  private static Answer.Failed failed(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
    JsonObject error = JsonParser.parseString(accept(exchange)).getAsJsonObject();
    return new Answer.Failed(type == null ? "" : type, error);
  }

  private static String accept(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    send(exchange, 202, "{\"status\":\"OK\"}");
    return body;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
