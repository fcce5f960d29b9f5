package dev.copydesk.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.article.Limits;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.ResultStore;
import dev.copydesk.labelling.ResultStoreContract;
import dev.copydesk.labelling.Results;
import dev.copydesk.local.LocalServers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DynamoDbResultStoreIT extends ResultStoreContract {

  private static final LocalDate DAY = LocalDate.ofInstant(Results.AT, ZoneOffset.UTC);

  private final DynamoDbClient dynamoDb = LocalServers.shared().dynamoDb();
  private final String table = "table-" + UUID.randomUUID();
  private final Feeds feeds = new Feeds(dynamoDb, table);

  @BeforeEach
  void createTable() {
    LocalServers.shared().createTable(table);
  }

  @Override
  protected ResultStore store() {
    return new DynamoDbResultStore(dynamoDb, table);
  }

  private List<Map<String, AttributeValue>> items() {
    return dynamoDb.scan(scan -> scan.tableName(table)).items();
  }

  @Test
  void anArticleIsFourItemsAndASmallerOneFewer() {
    store()
        .replace(
            Results.labelled(Results.ref("a", "01"), "Bridge closed", "By Tom Reed", "Give now"));
    assertEquals(4, items().size());
    store().replace(Results.labelled(Results.ref("a", "02"), "Bridge closed"));
    assertEquals(2, items().size());
    store().replace(Results.rejected(Results.ref("a", "03")));
    assertEquals(1, items().size());
  }

  @Test
  void aRemovedArticleIsForgottenAfterAWhile() {
    store().replace(Results.removed(Results.ref("a", "01")));
    String expires = ArticleItems.required(items().getFirst(), ArticleItems.EXPIRES_AT).n();
    assertEquals(
        Results.AT.plus(ArticleItems.REMEMBERED).getEpochSecond(), Long.parseLong(expires));
  }

  @Test
  void aSmallerLabelledArticleHasNoExpiry() {
    store().replace(Results.removed(Results.ref("a", "01")));
    store().replace(Results.labelled(Results.ref("a", "02"), "Uploaded again"));
    assertTrue(items().stream().noneMatch(item -> item.containsKey(ArticleItems.EXPIRES_AT)));
  }

  @Test
  void everyAppealOfADayIsOneFeed() {
    store()
        .replace(
            Results.labelled(Results.ref("a", "01"), "Bridge closed", "Give now", "Give more"));
    store().replace(Results.labelled(Results.ref("b", "01"), "Bridge closed"));
    store().replace(Results.labelled(Results.ref("c", "01"), "Give once"));
    List<Feeds.Labelled> appeals = feeds.labelled(Label.SOLICITATION, DAY);
    assertEquals(
        List.of("Give more", "Give now", "Give once"),
        appeals.stream()
            .flatMap(a -> a.paragraphs().stream())
            .map(p -> p.paragraph().text())
            .sorted()
            .toList());
    assertEquals(List.of(), feeds.labelled(Label.SOLICITATION, DAY.plusDays(1)));
  }

  @Test
  void aFeedForgetsWhatAReuploadNoLongerHas() {
    store().replace(Results.labelled(Results.ref("a", "01"), "Bridge closed", "Give now", "Why?"));
    store().replace(Results.labelled(Results.ref("a", "02"), "Bridge closed"));
    assertEquals(List.of(), feeds.labelled(Label.SOLICITATION, DAY));
    assertEquals(List.of(), feeds.review(DAY));
    assertEquals(1, feeds.labelled(Label.NEWS_BODY, DAY).size());
  }

  @Test
  void refusedObjectsAreAFeedWithTheirReason() {
    store().replace(Results.rejected(Results.ref("a", "01")));
    assertEquals(List.of(Results.rejected(Results.ref("a", "01"))), feeds.rejected(DAY));
    assertTrue(items().getFirst().containsKey(ArticleItems.FEED));
  }

  @Test
  void articlesToReviewComeLeastCertainFirst() {
    store().replace(Results.labelled(Results.ref("sure", "01"), "Bridge closed"));
    store().replace(Results.labelled(Results.ref("unsure", "01"), "Bridge closed", "Why?"));
    List<Feeds.Review> review = feeds.review(DAY);
    assertEquals(List.of(new Feeds.Review("s3://articles/unsure", 0.5)), review);
  }

  /** An item holds 400 KB: what the limits let through must fit, in one label's item at worst. */
  @Test
  void theLargestArticleThatTheLimitsAllowFits() {
    int paragraphs = Limits.DEFAULT.paragraphs();
    String[] texts = new String[paragraphs];
    Arrays.fill(texts, "Give" + "x".repeat(Limits.DEFAULT.textBytes() / paragraphs - 4));
    LabelledArticle article = Results.labelled(Results.ref("k".repeat(1024), "01"), texts);
    assertEquals(ResultStore.Replacement.STORED, store().replace(article));
    assertEquals(Optional.of(article), store().find(article.ref().address()));
  }
}
