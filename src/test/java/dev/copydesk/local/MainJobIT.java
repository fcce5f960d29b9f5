package dev.copydesk.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Rejection;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** Upload to query as the demo does it, on real parts. */
final class MainJobIT {

  private static LocalCloud cloud;

  @BeforeAll
  static void start() {
    cloud = LocalCloud.start(0, 0);
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private static String put(String key, String text) {
    cloud
        .s3()
        .putObject(put -> put.bucket(LocalCloud.BUCKET).key(key), RequestBody.fromString(text));
    return "s3://" + LocalCloud.BUCKET + "/" + key;
  }

  private static ArticleResult await(String address) {
    return Uploads.await(cloud.results(), address, _ -> true);
  }

  @Test
  void everySampleArticleIsLabelled() throws IOException {
    List<Path> files = Uploads.files(Path.of("events/articles"));
    assertTrue(files.size() >= 8, files.toString());
    for (Path file : files) {
      ArticleResult result = await(Uploads.upload(cloud.s3(), file));
      LabelledArticle article = assertInstanceOf(LabelledArticle.class, result);
      assertTrue(article.paragraphs().size() >= 9, article.ref().address());
      assertTrue(article.count(Label.NEWS_BODY) > 0, article.ref().address());
      assertTrue(article.count(Label.ATTRIBUTION) > 0, article.ref().address());
    }
  }

  @Test
  void awkwardKeysTravelTheWholeWay() {
    for (String key :
        List.of("a folder/ü 🍎+%2F.txt", "ends in a space ", "2026/11/24/a=b&c.txt")) {
      ArticleRef ref = await(put(key, "Bridge closed\n" + key)).ref();
      assertEquals(key, ref.key());
    }
  }

  @Test
  void anOverwriteReplacesAndADeleteForgets() {
    String address = put("changing.txt", "Bridge closed\n\nSign up for our newsletter today.");
    assertEquals(2, assertInstanceOf(LabelledArticle.class, await(address)).paragraphs().size());
    put("changing.txt", "Bridge open again");
    Uploads.await(
        cloud.results(),
        address,
        r -> r instanceof LabelledArticle a && a.paragraphs().size() == 1);
    cloud.s3().deleteObject(delete -> delete.bucket(LocalCloud.BUCKET).key("changing.txt"));
    Uploads.await(cloud.results(), address, RemovedArticle.class::isInstance);
  }

  @Test
  void aRefusedUploadIsQueriedWithItsReason() {
    String address = put("scan.pdf", "%PDF-1.4 and so on");
    RejectedArticle rejected = assertInstanceOf(RejectedArticle.class, await(address));
    assertEquals(Rejection.Reason.UNSUPPORTED_FORMAT, rejected.rejection().reason());
    LocalDate day = LocalDate.ofInstant(rejected.at(), ZoneOffset.UTC);
    assertTrue(
        cloud.feeds().rejected(day).stream().anyMatch(r -> r.ref().address().equals(address)));
  }

  @Test
  void anAppealIsFoundInTheDaysFeed() {
    String address =
        put("appeal.txt", "Bridge closed\n\nSubscribe to our free daily newsletter now.");
    LabelledArticle article = assertInstanceOf(LabelledArticle.class, await(address));
    LocalDate day = LocalDate.ofInstant(article.at(), ZoneOffset.UTC);
    assertTrue(
        cloud.feeds().labelled(Label.SOLICITATION, day).stream()
            .anyMatch(appeal -> appeal.address().equals(address)));
  }
}
