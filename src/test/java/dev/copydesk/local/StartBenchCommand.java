package dev.copydesk.local;

import dev.copydesk.lambda.PackagedRuntime;
import dev.copydesk.lambda.PackagedRuntime.Answer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Measures what the rehearsal before the snapshot is worth. The snapshot itself needs Lambda: here
 * the same process goes on.
 */
@Command(
    name = "bench-start",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the first event of the packaged function in a fresh JVM under Lambda's runtime,",
      "with and without the rehearsal that SnapStart's snapshot is taken after."
    })
final class StartBenchCommand implements Callable<Integer> {

  private static final String TABLE = "start";
  private static final String BUCKET = "start";
  private static final Path ARTICLE = Path.of("events/articles/local-news-appeal.txt");

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "Of each kind, in turn (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Spec private CommandSpec spec;

  private final List<long[]> plain = new ArrayList<>();
  private final List<long[]> rehearsed = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    try (LocalServers servers = LocalServers.start(0, 0)) {
      servers.createTable(TABLE);
      servers.s3().createBucket(bucket -> bucket.bucket(BUCKET));
      servers.s3().putObject(put -> put.bucket(BUCKET).key("a.txt"), RequestBody.fromFile(ARTICLE));
      for (int i = 0; i < runs; i++) {
        plain.add(measure(false, servers, 3L * i));
        rehearsed.add(measure(true, servers, 3L * i + 100_000));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-34s %10s %10s%n", "median ms of " + runs, "plain", "rehearsed");
    print(out, "from the JVM's start to ready", 0);
    print(out, "first event", 1);
    print(out, "second event", 2);
    out.flush();
    return 0;
  }

  private static long[] measure(boolean snapStart, LocalServers servers, long order)
      throws Exception {
    Map<String, String> environment =
        Map.of(
            "TABLE_NAME",
            TABLE,
            "AWS_ENDPOINT_URL_S3",
            servers.s3Endpoint().toString(),
            "AWS_ENDPOINT_URL_DYNAMODB",
            servers.dynamoDbEndpoint().toString(),
            "AWS_ACCESS_KEY_ID",
            LocalServers.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            LocalServers.SECRET_KEY);
    try (PackagedRuntime runtime = PackagedRuntime.start(snapStart, environment)) {
      long ready = runtime.awaitReady();
      runtime.restore();
      return new long[] {ready, invoke(runtime, order + 1), invoke(runtime, order + 2)};
    }
  }

  private static long invoke(PackagedRuntime runtime, long order) throws Exception {
    Answer answer =
        runtime.invoke(EventRecords.message("ObjectCreated:Put", BUCKET, "a.txt", order));
    if (!answer.ok()) {
      throw new IllegalStateException(answer.body() + "\n" + runtime.log());
    }
    return answer.nanos();
  }

  private void print(PrintWriter out, String name, int column) {
    out.printf(
        Locale.ROOT,
        "%-34s %10.0f %10.0f%n",
        name,
        median(plain, column),
        median(rehearsed, column));
  }

  private static double median(List<long[]> runs, int column) {
    long[] sorted = runs.stream().mapToLong(run -> run[column]).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow() / 1e6;
  }
}
