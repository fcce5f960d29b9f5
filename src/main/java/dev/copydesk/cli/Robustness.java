package dev.copydesk.cli;

import dev.copydesk.article.ArticleReader;
import dev.copydesk.article.ArticleRejected;
import dev.copydesk.article.Limits;
import dev.copydesk.article.Paragraph;
import dev.copydesk.cli.LabelledFile.Gold;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.ParagraphClassifier;
import dev.copydesk.labelling.Prediction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Entities;

/**
 * How labels hold where only an article's form, or what stands around its paragraphs, is another.
 */
final class Robustness {

  /**
   * One measurement.
   *
   * @param name what is measured, a share of paragraphs or a macro-F1, and on what
   * @param value in [0, 1]; empty if the articles have nothing to try it on
   */
  record Row(String name, OptionalDouble value) {

    static Row of(String name, Evaluation evaluation, ToDoubleFunction<Evaluation> figure) {
      return new Row(
          name,
          evaluation.paragraphs().isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(figure.applyAsDouble(evaluation)));
    }
  }

  private static final long SEED = 20_261_128;

  private static final int LONG_ARTICLE = 500;

  /** Blocks of the shortest appeal that is worth moving about. */
  private static final int SHORTEST_APPEAL = 4;

  private static final Map<String, UnaryOperator<String>> TYPOGRAPHY = typography();

  private final ParagraphClassifier classifier;
  private final Progress progress;
  private final ArticleReader reader = new ArticleReader(Limits.DEFAULT);

  /**
   * @param progress takes a step for each article
   */
  Robustness(ParagraphClassifier classifier, Progress progress) {
    this.classifier = classifier;
    this.progress = progress;
  }

  /** Labels every paragraph some ten times over. */
  List<Row> measure(List<Gold> articles) {
    Map<String, Function<List<String>, List<Label>>> forms = forms();
    Map<String, Integer> same = new LinkedHashMap<>();
    List<Evaluation.Graded> alone = new ArrayList<>();
    List<Evaluation.Graded> cut = new ArrayList<>();
    Random random = new Random(SEED);
    for (Gold article : articles) {
      List<Label> labels = labels(article.texts());
      forms.forEach(
          (name, form) ->
              same.merge(name, countSame(labels, form.apply(article.texts())), Integer::sum));
      int count = article.texts().size();
      IntStream.range(0, count).forEach(i -> alone.add(grade(article.slice(i, i + 1))));
      cut.add(grade(article.slice(0, 1 + random.nextInt(count))));
      progress.step();
    }
    Gold all = Gold.join(articles);
    List<Row> rows = new ArrayList<>();
    same.forEach((name, count) -> rows.add(sameLabel(name, count, all.texts().size())));
    rows.add(macroF1("each paragraph alone", alone));
    rows.add(macroF1("cut after a random paragraph", cut));
    rows.add(macroF1("joined to articles of " + LONG_ARTICLE + " paragraphs", joined(all)));
    rows.addAll(appealsFound(articles));
    return rows;
  }

  private static Row sameLabel(String form, int count, int all) {
    return new Row("same label, " + form, OptionalDouble.of(Evaluation.ratio(count, all)));
  }

  /** What gives an article's labels in a form; none if in that form it is refused. */
  private Map<String, Function<List<String>, List<Label>>> forms() {
    Map<String, Function<List<String>, List<Label>>> forms = new LinkedHashMap<>();
    TYPOGRAPHY.forEach(
        (name, change) -> forms.put(name, texts -> labels(texts.stream().map(change).toList())));
    forms.put("as a plain text file", texts -> labelsOfFile(plainText(texts)));
    forms.put("as an HTML page", texts -> labelsOfFile(page(texts)));
    return forms;
  }

  private List<Label> labels(List<String> texts) {
    List<String> paragraphs = texts.stream().map(Paragraph::normalise).toList();
    return classifier.classify(paragraphs).stream().map(Prediction::label).toList();
  }

  private List<Label> labelsOfFile(String file) {
    try {
      byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
      return labels(
          reader.read(new ByteArrayInputStream(bytes)).paragraphs().stream()
              .map(Paragraph::text)
              .toList());
    } catch (ArticleRejected e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read from memory", e);
    }
  }

  /** 0 if the article is refused or comes apart into other paragraphs. */
  private static int countSame(List<Label> before, List<Label> after) {
    return before.size() == after.size()
        ? (int) IntStream.range(0, before.size()).filter(i -> before.get(i) == after.get(i)).count()
        : 0;
  }

  private static Map<String, UnaryOperator<String>> typography() {
    Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
    changes.put("straight quotes", text -> text.replaceAll("[“”]", "\"").replaceAll("[‘’]", "'"));
    changes.put("curly quotes", Robustness::curly);
    changes.put("hyphens for dashes", text -> text.replaceAll("[–—]", "-"));
    changes.put("no-break spaces", text -> text.replace(' ', '\u00a0'));
    changes.put("upper case", text -> text.toUpperCase(Locale.ROOT));
    changes.put("lower case", text -> text.toLowerCase(Locale.ROOT));
    return changes;
  }

  private static String curly(String text) {
    return text.replaceAll("(^|[\\s(\\[])\"", "$1“")
        .replace('"', '”')
        .replaceAll("(^|[\\s(\\[])'", "$1‘")
        .replace('\'', '’');
  }

  private static String plainText(List<String> texts) {
    return texts.stream().map(Paragraph::normalise).collect(Collectors.joining("\n\n"));
  }

  private static String page(List<String> texts) {
    return texts.stream()
        .map(text -> "<p>" + Entities.escape(text) + "</p>")
        .collect(Collectors.joining("\n", "<!DOCTYPE html>\n<html><body>\n", "\n</body></html>"));
  }

  private static Row macroF1(String name, List<Evaluation.Graded> graded) {
    return Row.of("macro-F1, " + name, new Evaluation(graded), Evaluation::macroF1);
  }

  private Evaluation.Graded grade(Gold article) {
    return Evaluation.Graded.of(article, classifier);
  }

  /** None if there are fewer paragraphs than one long article has. */
  private List<Evaluation.Graded> joined(Gold all) {
    int count = all.texts().size();
    return IntStream.rangeClosed(1, count < LONG_ARTICLE ? 0 : Math.ceilDiv(count, LONG_ARTICLE))
        .map(number -> number * LONG_ARTICLE)
        .mapToObj(end -> grade(all.slice(end - LONG_ARTICLE, Math.min(end, count))))
        .toList();
  }

  /**
   * The share found of the blocks of appeals, each put into the next article, cleared of its own.
   */
  private List<Row> appealsFound(List<Gold> articles) {
    List<Gold> alone = new ArrayList<>();
    List<Gold> before = new ArrayList<>();
    List<Gold> amid = new ArrayList<>();
    List<Gold> after = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      Gold appeal = longestAppeal(articles.get(i));
      Gold next = articles.get((i + 1) % articles.size());
      Gold host = next.without(Label.SOLICITATION).unscored();
      int count = host.texts().size();
      if (appeal.texts().size() >= SHORTEST_APPEAL) {
        alone.add(appeal);
        before.add(Gold.join(List.of(appeal, host)));
        amid.add(
            Gold.join(List.of(host.slice(0, count / 2), appeal, host.slice(count / 2, count))));
        after.add(Gold.join(List.of(host, appeal)));
      }
    }
    return List.of(
        found("alone", alone),
        found("at the beginning", before),
        found("in the middle", amid),
        found("at the end", after));
  }

  private Row found(String place, List<Gold> articles) {
    List<Evaluation.Graded> graded = articles.stream().map(this::grade).toList();
    return Row.of("appeal found, " + place, new Evaluation(graded), Evaluation::accuracy);
  }

  /** The longest run of solicitations; without paragraphs if there are none. */
  private static Gold longestAppeal(Gold article) {
    int from = 0;
    int to = 0;
    int start = 0;
    for (int i = 0; i < article.texts().size(); i++) {
      if (article.labelAt(i) != Label.SOLICITATION) {
        start = i + 1;
      } else if (i + 1 - start > to - from) {
        from = start;
        to = i + 1;
      }
    }
    return article.slice(from, to);
  }
}
