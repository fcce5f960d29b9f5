package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.copydesk.cli.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README says what the program does. */
final class ReadmeIT {

  private static final String DEMO = "$ ./copydesk demo\n";
  private static final Pattern ROW = Pattern.compile(" *\\d+  \\w+ .* 0\\.\\d\\d.*|s3://.*");
  private static final Pattern SCORE = Pattern.compile(" [01]\\.\\d\\d\\??");

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static String block(String readme, String after) {
    int start = readme.indexOf(after) + after.length();
    return readme.substring(start, readme.indexOf("```", start));
  }

  /**
   * Labels and texts must be the demo's own; scores may differ in their last digit between
   * processors.
   */
  @Test
  void theDemosOutputIsReal() throws IOException {
    CommandLineRun run = CommandLineRun.of(Main::commandLine, "", "demo");
    assertEquals(0, run.exitCode(), run.err());
    List<String> shown = block(readme(), DEMO).lines().filter(ROW.asMatchPredicate()).toList();
    assertTrue(shown.size() > 15, "expected rows of the demo in the README, found " + shown);
    List<String> real = run.out().lines().map(ReadmeIT::withoutScore).toList();
    for (String row : shown) {
      assertTrue(real.contains(withoutScore(row)), () -> "not in the demo's output: " + row);
    }
  }

  private static String withoutScore(String row) {
    return SCORE.matcher(row).replaceFirst(" ").replaceAll(" +", " ");
  }

  @Test
  void theQueriesWorkWithTheAwsCli() throws Exception {
    boolean installed = run(Map.of(), "aws --version") == 0;
    assumeTrue(
        installed || System.getenv("COPYDESK_REQUIRE_AWS_CLI") != null,
        "SKIPPED: the README's queries were not run, since there is no AWS CLI");
    assertTrue(installed, "expected the AWS CLI on the PATH");
    String commands = block(readme(), "<!-- run by ReadmeIT -->\n```sh\n");
    Path output = Path.of("target/readme-commands.txt");
    try (LocalCloud cloud = LocalCloud.start(0, 0)) {
      cloud
          .s3()
          .putObject(
              put -> put.bucket(LocalCloud.BUCKET).key("scan.pdf"),
              software.amazon.awssdk.core.sync.RequestBody.fromString("%PDF-1.4"));
      Map<String, String> environment =
          Map.of(
              "AWS_ACCESS_KEY_ID", LocalServers.ACCESS_KEY,
              "AWS_SECRET_ACCESS_KEY", LocalServers.SECRET_KEY,
              "AWS_DEFAULT_REGION", LocalServers.REGION.id(),
              "AWS_ENDPOINT_URL_S3", cloud.servers().s3Endpoint().toString(),
              "AWS_ENDPOINT_URL_DYNAMODB", cloud.servers().dynamoDbEndpoint().toString());
      assertEquals(0, run(environment, commands), () -> text(output));
    }
    String said = text(output);
    assertTrue(said.contains("\"status\""), said);
    assertTrue(contains(said, "Become a member from"), "an appeal in the day's feed\n" + said);
    assertTrue(contains(said, "Councillors voted nine to four"), "the clean body\n" + said);
    assertTrue(said.contains("s3://articles/scan.pdf\tunsupported_format\t"), said);
  }

  /** In an answer of text format, not only in the whole article's JSON. */
  private static boolean contains(String said, String text) {
    Matcher matcher = Pattern.compile("(?m)^[^\"{}]*" + Pattern.quote(text)).matcher(said);
    return matcher.find();
  }

  private static int run(Map<String, String> environment, String commands)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-eu", "-c", commands)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target/readme-commands.txt").toFile());
    shell.environment().putAll(environment);
    return shell.start().waitFor();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
