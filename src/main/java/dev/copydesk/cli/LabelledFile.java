package dev.copydesk.cli;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Articles labelled by people, one JSON object a line: {@code
 * {"id","outletKind","region","paragraphs":[{"text","label","kind"}]}}; a null label marks a
 * paragraph that is not scored.
 */
final class LabelledFile {

  /**
   * An article and its right labels.
   *
   * @param answers one a text; empty where the paragraph is not scored
   */
  record Gold(String id, Outlet outlet, List<String> texts, List<Optional<Answer>> answers) {

    Gold {
      texts = List.copyOf(texts);
      answers = List.copyOf(answers);
      if (texts.size() != answers.size()) {
        throw new IllegalArgumentException(
            "expected an answer a text, found %d and %d".formatted(answers.size(), texts.size()));
      }
    }

    /** These paragraphs alone, as an article of their own. */
    Gold slice(int from, int to) {
      return new Gold(id, outlet, texts.subList(from, to), answers.subList(from, to));
    }

    /** The paragraphs of other labels, and those that are not scored. */
    Gold without(Label label) {
      int[] kept = IntStream.range(0, texts.size()).filter(i -> labelAt(i) != label).toArray();
      return new Gold(
          id,
          outlet,
          Arrays.stream(kept).mapToObj(texts::get).toList(),
          Arrays.stream(kept).mapToObj(answers::get).toList());
    }

    /** The same article, shown to the model and not scored. */
    Gold unscored() {
      return new Gold(
          id, outlet, texts, texts.stream().map(_ -> Optional.<Answer>empty()).toList());
    }

    /** Null where the paragraph is not scored. */
    @Nullable Label labelAt(int paragraph) {
      return answers.get(paragraph).map(Answer::label).orElse(null);
    }

    /** One article after the other, as if they were one; id and outlet are the first one's. */
    static Gold join(List<Gold> parts) {
      return new Gold(
          parts.getFirst().id(),
          parts.getFirst().outlet(),
          parts.stream().flatMap(part -> part.texts().stream()).toList(),
          parts.stream().flatMap(part -> part.answers().stream()).toList());
    }
  }

  /**
   * Who published an article.
   *
   * @param kind such as "wire agency"; empty if the file does not say it
   * @param region such as "South Asia"; empty if the file does not say it
   */
  record Outlet(String kind, String region) {}

  /**
   * The right label of a paragraph.
   *
   * @param kind only with attribution, and there only if the file says it
   */
  record Answer(Label label, @Nullable Kind kind) {}

  private record Line(
      @Nullable String id,
      @Nullable String outletKind,
      @Nullable String region,
      @Nullable List<Block> paragraphs) {

    Outlet outlet() {
      return new Outlet(
          Objects.requireNonNullElse(outletKind, ""), Objects.requireNonNullElse(region, ""));
    }
  }

  private record Block(@Nullable String text, @Nullable String label, @Nullable String kind) {}

  private LabelledFile() {}

  /**
   * @throws IllegalArgumentException that names file, line and fault; nothing of the file is used
   *     then
   */
  static List<Gold> read(Path file) throws IOException {
    List<Gold> articles = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        articles.add(article(lines.get(i), file + ":" + (i + 1), ids));
      }
    }
    if (articles.isEmpty()) {
      throw new IllegalArgumentException(file + ": expected labelled articles, found none");
    }
    return articles;
  }

  private static Gold article(String json, String where, Set<String> ids) {
    Line line = parse(json, where);
    if (line.id() == null || !ids.add(line.id())) {
      throw fault(where, "an id of its own", String.valueOf(line.id()));
    }
    if (line.paragraphs() == null || line.paragraphs().isEmpty()) {
      throw fault(where, "paragraphs", "none");
    }
    List<String> texts = new ArrayList<>();
    List<Optional<Answer>> answers = new ArrayList<>();
    for (Block block : line.paragraphs()) {
      String at = "%s: paragraph %d".formatted(where, texts.size());
      if (block.text() == null || block.text().isBlank()) {
        throw fault(at, "a text", "none");
      }
      if (texts.contains(block.text())) {
        throw fault(at, "a text of its own", "that of paragraph " + texts.indexOf(block.text()));
      }
      texts.add(block.text());
      answers.add(answer(block, at));
    }
    return new Gold(line.id(), line.outlet(), texts, answers);
  }

  private static Line parse(String json, String where) {
    try {
      Line line = new Gson().fromJson(json, Line.class);
      if (line != null) {
        return line;
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          where + ": expected a JSON object, found " + e.getMessage(), e);
    }
    throw fault(where, "a JSON object", "null");
  }

  private static Optional<Answer> answer(Block block, String at) {
    if (block.label() == null) {
      return Optional.empty();
    }
    try {
      Kind kind = block.kind() == null ? null : Kind.parse(block.kind());
      return Optional.of(new Answer(Label.parse(block.label()), kind));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(at + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException fault(String where, String expected, String found) {
    return new IllegalArgumentException(
        "%s: expected %s, found %s".formatted(where, expected, found));
  }
}
