package dev.copydesk.local;

import dev.copydesk.cli.LabelledText;
import dev.copydesk.cli.TablePrinter;
import dev.copydesk.cli.Terminal;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, once, with the sample articles. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the whole main job on this machine.",
      "Starts an S3 server and DynamoDB Local, uploads the sample articles, lets the real handler",
      "label them and prints the labels out of the table."
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--articles",
      paramLabel = "DIR",
      defaultValue = "${sys:copydesk.articles:-events/articles}",
      description = "Folder of articles to upload (default: ${DEFAULT-VALUE}).")
  private Path articles;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> files = Uploads.files(articles);
    spec.commandLine().getErr().println("starting an S3 server and DynamoDB Local …");
    try (LocalCloud cloud = LocalCloud.start(0, 0)) {
      List<String> addresses = new ArrayList<>();
      for (Path file : files) {
        addresses.add(Uploads.upload(cloud.s3(), file));
      }
      for (String address : addresses) {
        print(Uploads.await(cloud.results(), address, _ -> true), out);
      }
      printAppeals(cloud, out);
    }
    return 0;
  }

  private static void print(ArticleResult result, PrintWriter out) {
    String address = result.ref().address();
    switch (result) {
      case LabelledArticle labelled ->
          new TablePrinter(out).print(new LabelledText(address, labelled.paragraphs()));
      case RejectedArticle rejected ->
          out.printf(
              "%s%n      rejected: %s%n%n",
              Terminal.line(address), Terminal.line(rejected.rejection().detail()));
      case RemovedArticle _ -> out.printf("%s%n      removed%n%n", Terminal.line(address));
    }
    out.flush();
  }

  private static void printAppeals(LocalCloud cloud, PrintWriter out) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    var appeals = cloud.feeds().labelled(Label.SOLICITATION, today);
    int paragraphs = appeals.stream().mapToInt(a -> a.paragraphs().size()).sum();
    out.printf(
        "One query of the table's feed: %d solicitations in %d articles on %s.%n",
        paragraphs, appeals.size(), today);
    out.flush();
  }
}
