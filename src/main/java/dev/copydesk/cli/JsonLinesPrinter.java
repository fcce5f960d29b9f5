package dev.copydesk.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.copydesk.article.Paragraph;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.LabelledParagraph;
import dev.copydesk.labelling.Prediction;
import java.io.PrintWriter;
import java.util.HexFormat;

/**
 * One JSON object a paragraph, for programs. Texts are whole; what could steer a terminal is
 * escaped as JSON allows.
 */
final class JsonLinesPrinter implements ArticlePrinter {

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter out;

  JsonLinesPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(LabelledText article) {
    article.paragraphs().forEach(p -> out.print(line(object(article.article(), p)) + "\n"));
    out.flush();
  }

  private static String line(JsonObject object) {
    StringBuilder line = new StringBuilder();
    JSON.toJson(object)
        .codePoints()
        .forEach(
            c -> {
              if (Terminal.steers(c)) {
                Character.toString(c).chars().forEach(unit -> escape(line, unit));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  private static void escape(StringBuilder line, int unit) {
    line.append("\\u").append(HexFormat.of().toHexDigits((char) unit));
  }

  private static JsonObject object(String article, LabelledParagraph labelled) {
    Paragraph paragraph = labelled.paragraph();
    Prediction prediction = labelled.prediction();
    JsonObject object = new JsonObject();
    object.addProperty("article", article);
    object.addProperty("paragraph", paragraph.position());
    object.addProperty("label", prediction.label().wireName());
    prediction.kind().ifPresent(kind -> object.addProperty("kind", kind.wireName()));
    object.addProperty("confidence", prediction.confidence());
    object.add("scores", scores(prediction));
    object.addProperty("start", paragraph.start());
    object.addProperty("length", paragraph.length());
    object.addProperty("text", paragraph.text());
    return object;
  }

  private static JsonObject scores(Prediction prediction) {
    JsonObject scores = new JsonObject();
    for (Label label : Label.values()) {
      scores.addProperty(label.wireName(), prediction.scores().of(label));
    }
    return scores;
  }
}
