package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.copydesk.dynamodb.DynamoDbResultStore;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.local.EventRecords;
import dev.copydesk.local.LocalServers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The two zips under Lambda's own runtime, in the places and the environment that Lambda gives. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class RuntimeIT {

  private static final String BUCKET = "runtime";
  private static final String TABLE = "runtime";

  @TempDir static Path folder;

  private static DeployedFunction unpacked;
  private static LocalServers servers;

  @BeforeAll
  static void prepare() throws Exception {
    unpacked = DeployedFunction.unpack(folder);
    assumeTrue(
        run(unpacked, "true") == 0,
        "SKIPPED: expected to be root or to have user namespaces, so as to make the code"
            + " read-only");
    servers = LocalServers.shared();
    servers.s3().createBucket(bucket -> bucket.bucket(BUCKET));
    servers.createTable(TABLE);
  }

  private static int run(DeployedFunction function, String... command) throws Exception {
    Path output = folder.resolve("command.txt");
    return new Sandbox(function).start(Map.of("PATH", "/usr/bin:/bin"), output, command).waitFor();
  }

  /** A runtime with the function in it, from its start to its end. */
  private record Running(RuntimeApi api, Process process, Path output, long started)
      implements AutoCloseable {

    static Running start(DeployedFunction function, Map<String, String> more) throws IOException {
      RuntimeApi api = RuntimeApi.start();
      Path output = Files.createTempFile(folder, "runtime", ".log");
      Map<String, String> environment = environment(api);
      environment.putAll(more);
      int memory = DeployedFunction.memory();
      Process process =
          new Sandbox(function)
              .start(
                  environment,
                  output,
                  "/var/lang/bin/java",
                  "-XX:MaxRAM=" + memory + "m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  "/var/runtime/*",
                  "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                  ArticleHandler.class.getName());
      return new Running(api, process, output, System.nanoTime());
    }

    String said() throws IOException {
      return Files.readString(output);
    }

    /** MB, at most so far. */
    long memory() throws IOException {
      Matcher peak =
          Pattern.compile("VmHWM:\\s+(\\d+) kB")
              .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
      assertTrue(peak.find(), "expected the process to live");
      return Long.parseLong(peak.group(1)) / 1024;
    }

    @Override
    public void close() {
      process.destroyForcibly();
      api.close();
    }
  }

  /** As the AWS Lambda Developer Guide lists it, "Defined runtime environment variables". */
  private static Map<String, String> environment(RuntimeApi api) throws IOException {
    Map<String, String> environment = Sandbox.inside().environment(servers, TABLE);
    environment.putAll(
        Map.of(
            "_HANDLER", ArticleHandler.class.getName(),
            "AWS_LAMBDA_RUNTIME_API", api.address(),
            "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
            "AWS_LAMBDA_FUNCTION_NAME", "copydesk",
            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(DeployedFunction.memory()),
            "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/copydesk",
            "AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/25/[$LATEST]0123456789abcdef",
            "AWS_LAMBDA_LOG_FORMAT", "JSON",
            "AWS_EXECUTION_ENV", "AWS_Lambda_java25"));
    environment.putAll(
        Map.of(
            "AWS_DEFAULT_REGION", LocalServers.REGION.id(),
            "AWS_SESSION_TOKEN", "local",
            "LAMBDA_TASK_ROOT", "/var/task",
            "LAMBDA_RUNTIME_DIR", "/var/runtime",
            "LANG", "en_US.UTF-8",
            "TZ", ":UTC",
            "PATH", "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
            "LD_LIBRARY_PATH",
                "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib"
                    + ":/var/task:/var/task/lib:/opt/lib"));
    return environment;
  }

  @Test
  void nobodyCanWriteWhereTheCodeIs() throws Exception {
    for (String place : List.of("/var/task", "/var/task/lib", "/opt/model", "/var/runtime")) {
      assertNotEquals(0, run(unpacked, "touch", place + "/x"), place);
    }
    assertEquals(0, run(unpacked, "touch", "/tmp/x"), "/tmp");
  }

  @Test
  void tenUploadsAreLabelledOneAfterTheOtherWithinTheTemplatesMemory() throws Exception {
    List<Long> millis = new ArrayList<>();
    try (Running running = Running.start(unpacked, Map.of());
        var articles = Files.list(Path.of("events/articles"))) {
      assertEquals(new RuntimeApi.Answer.Done(""), running.api().awaitStart(), running::toString);
      long init = since(running.started());
      for (Path article : articles.sorted().limit(10).toList()) {
        String key = article.getFileName().toString();
        servers.s3().putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromFile(article));
        String event = EventRecords.message("ObjectCreated:Put", BUCKET, key, 1);
        long start = System.nanoTime();
        RuntimeApi.Answer answer = running.api().invoke("invoke-" + key, event);
        millis.add(since(start));
        assertInstanceOf(RuntimeApi.Answer.Done.class, answer, running.said());
        assertInstanceOf(
            LabelledArticle.class,
            new DynamoDbResultStore(servers.dynamoDb(), TABLE)
                .find("s3://" + BUCKET + "/" + key)
                .orElseThrow());
      }
      assertEquals(10, millis.size());
      long memory = running.memory();
      System.out.printf(
          "under Lambda's runtime: init %d ms, invokes %s ms, at most %d MB%n",
          init, millis, memory);
      assertTrue(memory <= DeployedFunction.memory(), () -> memory + " MB");
    }
  }

  /** A refusal is a fault of the set-up, not of the article: thrown, so that the event is kept. */
  @Test
  void aBucketThatMayNotBeReadIsAnErrorInLambdasShapeAndTheRuntimeGoesOn() throws Exception {
    HttpServer refusing = refusingS3();
    String endpoint = "http://localhost:" + refusing.getAddress().getPort();
    try (Running running = Running.start(unpacked, Map.of("AWS_ENDPOINT_URL_S3", endpoint))) {
      running.api().awaitStart();
      String event = EventRecords.message("ObjectCreated:Put", "secret", "a.txt", 1);
      for (String id : List.of("first", "second")) {
        RuntimeApi.Answer.Failed failed = failed(running, running.api().invoke(id, event));
        assertEquals("Runtime.UserException", failed.type());
        assertEquals(
            "java.lang.IllegalStateException", failed.error().get("errorType").getAsString());
        String message = failed.error().get("errorMessage").getAsString();
        assertTrue(message.contains("could not label s3://secret/a.txt"), message);
        assertTrue(failed.error().get("stackTrace").isJsonArray(), running.said());
      }
      assertTrue(
          new DynamoDbResultStore(servers.dynamoDb(), TABLE).find("s3://secret/a.txt").isEmpty());
      RuntimeApi.Answer removal =
          running.api().invoke("third", EventRecords.message("ObjectRemoved:Delete", "b", "c", 1));
      assertInstanceOf(RuntimeApi.Answer.Done.class, removal, running.said());
      assertTrue(running.said().contains("Access Denied"), running.said());
    } finally {
      refusing.stop(0);
    }
  }

  /** Answers as S3 does where the role lacks the permission. */
  private static HttpServer refusingS3() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] denied =
        "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/xml");
          exchange.sendResponseHeaders(403, denied.length);
          exchange.getResponseBody().write(denied);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static RuntimeApi.Answer.Failed failed(Running running, RuntimeApi.Answer answer)
      throws IOException {
    return assertInstanceOf(RuntimeApi.Answer.Failed.class, answer, running.said());
  }

  @Test
  void withoutItsModelLayerTheFunctionDoesNotStartAndNamesTheFile() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("no-layer"));
    assertInitErrorNames("/opt/model/manifest.json", empty);
  }

  @Test
  void withADamagedModelLayerTheFunctionDoesNotStartAndNamesTheFile() throws Exception {
    Path damaged = folder.resolve("damaged");
    Path model = Files.createDirectories(damaged.resolve("model"));
    try (var files = Files.list(unpacked.opt().resolve("model"))) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    try (RandomAccessFile file =
        new RandomAccessFile(model.resolve("encoder.onnx").toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    assertInitErrorNames("/opt/model/encoder.onnx", damaged);
  }

  private static void assertInitErrorNames(String file, Path opt) throws Exception {
    DeployedFunction function = new DeployedFunction(unpacked.task(), opt);
    try (Running running = Running.start(function, Map.of())) {
      RuntimeApi.Answer.Failed failed = failed(running, running.api().awaitStart());
      String message = failed.error().get("errorMessage").getAsString();
      assertTrue(message.contains(file), () -> "expected %s in: %s".formatted(file, failed));
      assertTrue(running.process().waitFor(1, TimeUnit.MINUTES), "the runtime ends");
      assertNotEquals(0, running.process().exitValue());
    }
  }

  private static long since(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
