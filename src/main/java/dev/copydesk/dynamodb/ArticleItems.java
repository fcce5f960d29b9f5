package dev.copydesk.dynamodb;

import static java.util.stream.Collectors.toMap;

import dev.copydesk.article.ArticleRef;
import dev.copydesk.article.Paragraph;
import dev.copydesk.article.Rejection;
import dev.copydesk.article.Sequencer;
import dev.copydesk.labelling.ArticleResult;
import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledArticle;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.Prediction;
import dev.copydesk.labelling.RejectedArticle;
import dev.copydesk.labelling.RemovedArticle;
import dev.copydesk.labelling.Scores;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Results as items of the table and back; the only place that knows an attribute's name.
 *
 * <p>An article has an item {@code article} and one for each label that a paragraph of it carries.
 */
public final class ArticleItems {

  public static final String ARTICLE = "article";
  public static final String PART = "part";
  public static final String ARTICLE_PART = "article";
  public static final String FEED_INDEX = "feed";
  public static final String FEED = "feed";
  public static final String FEED_SORT = "feedSort";
  public static final String EXPIRES_AT = "expiresAt";

  /** Partitions of each feed and day, so that no single one takes all writes of a label. */
  public static final int FEED_SHARDS = 4;

  /** How long a removed article is remembered, so that a late older event does not revive it. */
  static final Duration REMEMBERED = Duration.ofDays(30);

  static final String SEQUENCER = "sequencer";

  private static final String STATUS = "status";
  private static final String REASON = "reason";
  private static final String DETAIL = "detail";
  private static final String COUNTS = "counts";
  private static final String BYTES = "bytes";
  private static final String VERSION_ID = "versionId";
  private static final String E_TAG = "eTag";
  private static final String MODEL_VERSION = "modelVersion";
  private static final String LABELLED_AT = "labelledAt";
  private static final String TOOK_MILLIS = "tookMillis";
  private static final String LEAST_CONFIDENCE = "leastConfidence";

  private static final String PARAGRAPHS = "paragraphs";
  private static final String POSITION = "position";
  private static final String KIND = "kind";
  private static final String KIND_IF_ATTRIBUTION = "kindIfAttribution";
  private static final String CONFIDENCE = "confidence";
  private static final String SCORES = "scores";
  private static final String TEXT = "text";
  private static final String START = "start";
  private static final String LENGTH = "length";
  private static final String NEEDS_REVIEW = "needsReview";

  private static final String LABELLED = "labelled";
  private static final String REJECTED = "rejected";
  private static final String REMOVED = "removed";
  private static final String REVIEW = "review";

  private ArticleItems() {}

  /** The parts an article may have, the article item first. */
  static List<String> parts() {
    List<String> parts = new ArrayList<>(List.of(ARTICLE_PART));
    Arrays.stream(Label.values()).map(Label::wireName).forEach(parts::add);
    return parts;
  }

  static Map<String, AttributeValue> key(String address, String part) {
    return Map.of(ARTICLE, string(address), PART, string(part));
  }

  /** The items that a result consists of, by part. */
  static Map<String, Map<String, AttributeValue>> items(ArticleResult result) {
    return switch (result) {
      case LabelledArticle labelled -> labelledItems(labelled);
      case RejectedArticle rejected -> Map.of(ARTICLE_PART, rejectedItem(rejected));
      case RemovedArticle removed -> Map.of(ARTICLE_PART, removedItem(removed));
    };
  }

  private static Map<String, Map<String, AttributeValue>> labelledItems(LabelledArticle article) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    items.put(ARTICLE_PART, labelledItem(article));
    for (Label label : Label.values()) {
      if (article.count(label) > 0) {
        items.put(label.wireName(), labelItem(article, label));
      }
    }
    return items;
  }

  private static Map<String, AttributeValue> labelledItem(LabelledArticle article) {
    Map<String, AttributeValue> item = articleItem(article, LABELLED);
    item.put(COUNTS, map(counts(article)));
    item.put(BYTES, number(article.bytes()));
    item.put(MODEL_VERSION, string(article.run().modelVersion()));
    item.put(TOOK_MILLIS, number(article.run().tookMillis()));
    item.put(LEAST_CONFIDENCE, score(article.leastConfidence()));
    if (article.needsReview()) {
      String least = String.format(Locale.ROOT, "%.6f", article.leastConfidence());
      feed(item, REVIEW, article, least);
    }
    return item;
  }

  private static Map<String, AttributeValue> rejectedItem(RejectedArticle article) {
    Map<String, AttributeValue> item = articleItem(article, REJECTED);
    item.put(REASON, string(article.rejection().reason().wireName()));
    item.put(DETAIL, string(article.rejection().detail()));
    feed(item, REJECTED, article, article.at().toString());
    return item;
  }

  private static Map<String, AttributeValue> removedItem(RemovedArticle article) {
    Map<String, AttributeValue> item = articleItem(article, REMOVED);
    item.put(EXPIRES_AT, number(article.at().plus(REMEMBERED).getEpochSecond()));
    return item;
  }

  private static Map<String, AttributeValue> articleItem(ArticleResult result, String status) {
    ArticleRef ref = result.ref();
    Map<String, AttributeValue> item = new HashMap<>(key(ref.address(), ARTICLE_PART));
    item.put(STATUS, string(status));
    item.put(SEQUENCER, string(ref.sequencer().padded()));
    item.put(LABELLED_AT, string(result.at().toString()));
    if (!ref.versionId().isEmpty()) {
      item.put(VERSION_ID, string(ref.versionId()));
    }
    if (!ref.eTag().isEmpty()) {
      item.put(E_TAG, string(ref.eTag()));
    }
    return item;
  }

  private static Map<String, AttributeValue> labelItem(LabelledArticle article, Label label) {
    Map<String, AttributeValue> item =
        new HashMap<>(key(article.ref().address(), label.wireName()));
    item.put(LABELLED_AT, string(article.at().toString()));
    item.put(MODEL_VERSION, string(article.run().modelVersion()));
    Predicate<LabelledParagraph> ours = p -> p.prediction().label() == label;
    List<AttributeValue> paragraphs =
        article.paragraphs().stream().filter(ours).map(ArticleItems::paragraph).toList();
    item.put(PARAGRAPHS, AttributeValue.fromL(paragraphs));
    feed(item, label.wireName(), article, article.at().toString());
    return item;
  }

  private static AttributeValue paragraph(LabelledParagraph labelled) {
    Paragraph paragraph = labelled.paragraph();
    Prediction prediction = labelled.prediction();
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(POSITION, number(paragraph.position()));
    item.put(TEXT, string(paragraph.text()));
    item.put(START, number(paragraph.start()));
    item.put(LENGTH, number(paragraph.length()));
    item.put(CONFIDENCE, score(prediction.confidence()));
    item.put(SCORES, map(scores(prediction.scores())));
    item.put(NEEDS_REVIEW, AttributeValue.fromBool(labelled.needsReview()));
    String kind = prediction.label() == Label.ATTRIBUTION ? KIND : KIND_IF_ATTRIBUTION;
    item.put(kind, string(prediction.kindIfAttribution().wireName()));
    return map(item);
  }

  private static Map<String, AttributeValue> counts(LabelledArticle article) {
    return Arrays.stream(Label.values())
        .collect(toMap(Label::wireName, label -> number(article.count(label))));
  }

  private static Map<String, AttributeValue> scores(Scores scores) {
    return Arrays.stream(Label.values())
        .collect(toMap(Label::wireName, label -> score(scores.of(label))));
  }

  private static void feed(
      Map<String, AttributeValue> item, String name, ArticleResult result, String sort) {
    int shard = Math.floorMod(result.ref().address().hashCode(), FEED_SHARDS);
    LocalDate day = LocalDate.ofInstant(result.at(), ZoneOffset.UTC);
    item.put(FEED, string(feedPartition(name, day, shard)));
    item.put(FEED_SORT, string(sort));
  }

  /** {@code solicitation#2026-11-23#0}. */
  static String feedPartition(String name, LocalDate day, int shard) {
    return name + "#" + day + "#" + shard;
  }

  static String feedName(Label label) {
    return label.wireName();
  }

  static String rejectedFeed() {
    return REJECTED;
  }

  static String reviewFeed() {
    return REVIEW;
  }

  /** The result that an article's items hold; empty if there is no article item. */
  static Optional<ArticleResult> result(List<Map<String, AttributeValue>> items) {
    return items.stream()
        .filter(item -> required(item, PART).s().equals(ARTICLE_PART))
        .findFirst()
        .map(item -> result(item, items));
  }

  private static ArticleResult result(
      Map<String, AttributeValue> item, List<Map<String, AttributeValue>> items) {
    ArticleRef ref = ref(item);
    Instant at = Instant.parse(required(item, LABELLED_AT).s());
    String status = required(item, STATUS).s();
    return switch (status) {
      case LABELLED -> labelled(ref, item, items);
      case REJECTED -> new RejectedArticle(ref, rejection(item), at);
      case REMOVED -> new RemovedArticle(ref, at);
      default ->
          throw new IllegalStateException(
              "expected a status of labelled, rejected, removed at %s, found %s"
                  .formatted(ref.address(), status));
    };
  }

  private static LabelledArticle labelled(
      ArticleRef ref, Map<String, AttributeValue> item, List<Map<String, AttributeValue>> items) {
    List<LabelledParagraph> paragraphs =
        items.stream()
            .filter(part -> part.containsKey(PARAGRAPHS))
            .flatMap(part -> paragraphs(part).stream())
            .sorted(Comparator.comparingInt(p -> p.paragraph().position()))
            .toList();
    LabelledArticle.Run run =
        new LabelledArticle.Run(
            required(item, MODEL_VERSION).s(),
            Instant.parse(required(item, LABELLED_AT).s()),
            Long.parseLong(required(item, TOOK_MILLIS).n()));
    return new LabelledArticle(ref, paragraphs, run, Long.parseLong(required(item, BYTES).n()));
  }

  static ArticleRef ref(Map<String, AttributeValue> item) {
    return ArticleRef.of(
        required(item, ARTICLE).s(),
        text(item, VERSION_ID),
        text(item, E_TAG),
        new Sequencer(required(item, SEQUENCER).s()));
  }

  private static Rejection rejection(Map<String, AttributeValue> item) {
    return new Rejection(
        Rejection.Reason.parse(required(item, REASON).s()), required(item, DETAIL).s());
  }

  /** The paragraphs of a label's item, in reading order. */
  static List<LabelledParagraph> paragraphs(Map<String, AttributeValue> item) {
    return required(item, PARAGRAPHS).l().stream()
        .map(value -> labelledParagraph(value.m()))
        .toList();
  }

  private static LabelledParagraph labelledParagraph(Map<String, AttributeValue> item) {
    Paragraph paragraph =
        new Paragraph(
            integer(item, POSITION), text(item, TEXT), integer(item, START), integer(item, LENGTH));
    Map<String, AttributeValue> scores = required(item, SCORES).m();
    Prediction prediction =
        new Prediction(
            new Scores(
                real(scores, Label.NEWS_BODY),
                real(scores, Label.ATTRIBUTION),
                real(scores, Label.SOLICITATION)),
            Kind.parse(kind(item)));
    return new LabelledParagraph(paragraph, prediction, required(item, NEEDS_REVIEW).bool());
  }

  /** Of an article item that is in the review feed. */
  static double leastConfidence(Map<String, AttributeValue> item) {
    return Double.parseDouble(required(item, LEAST_CONFIDENCE).n());
  }

  static String address(Map<String, AttributeValue> item) {
    return required(item, ARTICLE).s();
  }

  static RejectedArticle rejected(Map<String, AttributeValue> item) {
    return new RejectedArticle(
        ref(item), rejection(item), Instant.parse(required(item, LABELLED_AT).s()));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  private static String kind(Map<String, AttributeValue> paragraph) {
    return required(paragraph, paragraph.containsKey(KIND) ? KIND : KIND_IF_ATTRIBUTION).s();
  }

  /**
   * @throws IllegalStateException if the item, written by other hands, lacks the attribute
   */
  static AttributeValue required(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "expected attribute %s in an item of %s, found %s"
              .formatted(name, item.get(ARTICLE), item.keySet()));
    }
    return value;
  }

  private static int integer(Map<String, AttributeValue> item, String name) {
    return Integer.parseInt(required(item, name).n());
  }

  private static double real(Map<String, AttributeValue> scores, Label label) {
    return Double.parseDouble(required(scores, label.wireName()).n());
  }

  private static AttributeValue string(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static AttributeValue score(double value) {
    return AttributeValue.fromN(BigDecimal.valueOf(value).toPlainString());
  }

  private static AttributeValue map(Map<String, AttributeValue> values) {
    return AttributeValue.fromM(values);
  }
}
