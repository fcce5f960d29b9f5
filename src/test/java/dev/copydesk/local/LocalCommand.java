package dev.copydesk.local;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The local cloud, kept running. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the local cloud running for your own uploads.",
      "Upload with `aws s3 cp`, query with `aws dynamodb query` or `copydesk query`.",
      "Ctrl-C ends it; nothing is kept."
    })
final class LocalCommand implements Callable<Integer> {

  @Option(
      names = "--s3-port",
      defaultValue = "9090",
      description = "Port of the S3 server, 0 for any (default: ${DEFAULT-VALUE}).")
  private int s3Port;

  @Option(
      names = "--dynamodb-port",
      defaultValue = "8000",
      description = "Port of DynamoDB Local, 0 for any (default: ${DEFAULT-VALUE}).")
  private int dynamoDbPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().getErr().println("starting an S3 server and DynamoDB Local …");
    try (LocalCloud cloud = LocalCloud.start(s3Port, dynamoDbPort)) {
      out.print(Instructions.of(cloud.servers()));
      out.flush();
      new CountDownLatch(1).await(); // until Ctrl-C, which ends the servers too
    }
    return 0;
  }
}
