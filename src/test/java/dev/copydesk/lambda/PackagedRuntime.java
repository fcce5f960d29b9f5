package dev.copydesk.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.copydesk.local.LocalServers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The laid-out package under Lambda's own runtime, in a JVM of its own, with the Runtime API that
 * Lambda would give it.
 */
public final class PackagedRuntime implements AutoCloseable {

  /** The function's answer to one event, or its error; nanos as seen from outside. */
  public record Answer(boolean ok, String body, long nanos) {}

  private static final Path FUNCTION = Path.of("target/function").toAbsolutePath();
  private static final Path MODEL = Path.of("target/model-layer/model").toAbsolutePath();
  private static final Path RUNTIME = Path.of("target/runtime").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 120;

  private final HttpServer api;
  private final Process process;
  private final Path log;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CountDownLatch restored = new CountDownLatch(1);
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final long started = System.nanoTime();
  private volatile long sent;

  private PackagedRuntime(boolean snapStart, Map<String, String> environment) throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    api.createContext("/2018-06-01/runtime/", this::serve);
    api.start();
    log = Files.createTempFile("packaged-runtime", ".log");
    ProcessBuilder runtime =
        new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
    runtime.environment().clear();
    runtime.environment().putAll(lambdasEnvironment(snapStart));
    runtime.environment().putAll(environment);
    process = runtime.start();
    var _ =
        process.onExit().thenRun(() -> ready.completeExceptionally(new IOException("it ended")));
  }

  /**
   * @param snapStart whether a snapshot is announced before the first event
   * @param environment besides what Lambda and the template set
   */
  public static PackagedRuntime start(boolean snapStart, Map<String, String> environment)
      throws IOException {
    return new PackagedRuntime(snapStart, environment);
  }

  private static List<String> command() {
    String classPath =
        String.join(
            File.pathSeparator,
            FUNCTION.toString(),
            FUNCTION.resolve("lib").resolve("*").toString(),
            RUNTIME.resolve("*").toString());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // As in Lambda's managed runtimes: one processor, and the library that stands for CRaC.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
        "-cp",
        classPath,
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
        ArticleHandler.class.getName());
  }

  private Map<String, String> lambdasEnvironment(boolean snapStart) throws IOException {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort()),
        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand"),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "copydesk"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "copydesk"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "1"),
        Map.entry("LAMBDA_TASK_ROOT", FUNCTION.toString()),
        Map.entry("AWS_REGION", LocalServers.REGION.id()),
        Map.entry("JAVA_TOOL_OPTIONS", javaToolOptions().replace("/var/task", FUNCTION.toString())),
        Map.entry(Settings.MODEL, MODEL.toString()),
        Map.entry(Settings.S3_PATH_STYLE, "true"));
  }

  /** As the template sets them. */
  private static String javaToolOptions() throws IOException {
    Matcher options =
        Pattern.compile("JAVA_TOOL_OPTIONS: >-\\n((?: +-\\S+\\n)+)")
            .matcher(Files.readString(Path.of("template.yaml")));
    if (!options.find()) {
      throw new IllegalStateException("expected the template to set JAVA_TOOL_OPTIONS");
    }
    return options.group(1).strip().replaceAll("\\s+", " ");
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (path.endsWith("/restore/next")) {
        ready.complete(System.nanoTime() - started);
        restored.await();
        respond(exchange, 200, "");
      } else if (path.endsWith("/invocation/next")) {
        ready.complete(System.nanoTime() - started);
        String event = events.take();
        var headers = exchange.getResponseHeaders();
        headers.add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        headers.add("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000");
        headers.add(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(System.currentTimeMillis() + PATIENCE_SECONDS * 1000L));
        headers.add(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:000000000000:function:copydesk:live");
        headers.add("Content-Type", "application/json");
        sent = System.nanoTime();
        respond(exchange, 200, event);
      } else if (path.contains("/invocation/")) {
        answers.add(new Answer(path.endsWith("/response"), body, System.nanoTime() - sent));
        respond(exchange, 202, "");
      } else {
        ready.completeExceptionally(new IOException(path + ": " + body));
        respond(exchange, 202, "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Nanoseconds from the start of the JVM until it was ready for the snapshot or an event. */
  public long awaitReady() throws Exception {
    try {
      return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the function did not start: " + log(), e);
    }
  }

  /** As Lambda does, with the same process, after it has taken the snapshot. */
  public void restore() {
    restored.countDown();
  }

  public Answer invoke(String event) throws Exception {
    events.add(event);
    Answer answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("the function did not answer: " + log());
    }
    return answer;
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    api.stop(0);
    Files.delete(log);
  }
}
