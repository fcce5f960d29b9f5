package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.copydesk.local.EventRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The packaged function under Lambda's own runtime, with SnapStart, and a server in place of S3 and
 * DynamoDB that keeps all that the function says on the network.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class RehearsalIT {

  private record Request(String line, String target, String authorization, int port) {

    static Request of(HttpExchange exchange) {
      var headers = exchange.getRequestHeaders();
      return new Request(
          exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
          String.valueOf(headers.getFirst("X-Amz-Target")),
          String.valueOf(headers.getFirst("Authorization")),
          exchange.getRemoteAddress().getPort());
    }
  }

  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer network;

  @BeforeEach
  void listen() throws IOException {
    network = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    network.createContext("/", this::answer);
    network.start();
  }

  @AfterEach
  void stop() {
    network.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(Request.of(exchange));
    exchange.getRequestBody().readAllBytes();
    boolean article = exchange.getRequestURI().getPath().startsWith("/articles/");
    byte[] body = (article ? "Bridge closed\n" : "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private PackagedRuntime runtime() throws IOException {
    String endpoint = "http://localhost:" + network.getAddress().getPort();
    return PackagedRuntime.start(
        true,
        Map.of(
            Settings.TABLE,
            "labels",
            "AWS_ENDPOINT_URL_S3",
            endpoint,
            "AWS_ENDPOINT_URL_DYNAMODB",
            endpoint,
            "AWS_ACCESS_KEY_ID",
            "KEYOFTHEFUNCTION",
            "AWS_SECRET_ACCESS_KEY",
            "secret"));
  }

  @Test
  void theSnapshotIsTakenAfterARehearsalThatWritesNothingAndKeepsNothing() throws Exception {
    try (PackagedRuntime runtime = runtime()) {
      runtime.awaitReady();
      String log = runtime.log();
      assertTrue(log.contains("rehearsed [ms="), log);
      assertTrue(log.contains("labelled [article=s3://copydesk.rehearsal/article.txt"), log);
      assertTrue(log.contains("labelled [article=s3://copydesk.rehearsal/article.html"), log);
      List<Request> before = List.copyOf(requests);
      assertTrue(before.size() >= 2, () -> "greetings of S3 and DynamoDB: " + before);
      for (Request request : before) {
        assertEquals("GET /", request.line(), "nothing read, nothing written");
        assertEquals("null", request.authorization(), "no credentials before the snapshot");
      }

      runtime.restore();
      PackagedRuntime.Answer answer =
          runtime.invoke(EventRecords.message("ObjectCreated:Put", "articles", "a.txt", 1));
      assertTrue(answer.ok(), answer.body());
      List<Request> after = requests.subList(before.size(), requests.size());
      assertEquals(
          List.of("GET /articles/a.txt", "POST /"), after.stream().map(Request::line).toList());
      assertEquals("DynamoDB_20120810.TransactWriteItems", after.getLast().target());
      for (Request request : after) {
        assertTrue(request.authorization().contains("KEYOFTHEFUNCTION/"), request.authorization());
      }
      Set<Integer> connections = new HashSet<>(before.stream().map(Request::port).toList());
      connections.retainAll(after.stream().map(Request::port).toList());
      assertEquals(Set.of(), connections, "connections from before the snapshot");
    }
  }
}
