package dev.copydesk.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.ModelInfo;
import java.nio.file.Path;
import java.util.List;

/** An evaluation for programs. */
record EvaluationJson(
    Path file, Evaluation evaluation, List<Robustness.Row> robustness, ModelInfo model) {

  private static final Gson JSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().serializeNulls().create();

  /** One JSON object; shares and scores in [0, 1], to four digits. */
  String json(Evaluation.Resamples resamples) {
    JsonObject object = new JsonObject();
    object.addProperty("version", model.version());
    object.addProperty("file", String.valueOf(file.getFileName()));
    object.addProperty("articles", evaluation.articles().size());
    object.addProperty("paragraphs", evaluation.paragraphs().size());
    object.addProperty("macroF1", rounded(evaluation.macroF1()));
    object.add("macroF1Interval", interval(resamples.interval(Confusion::macroF1)));
    object.addProperty("accuracy", rounded(evaluation.accuracy()));
    object.addProperty("kindAccuracy", rounded(evaluation.kindAccuracy()));
    object.add("labels", labels(resamples));
    object.add("byLength", parts(evaluation.byLength()));
    object.add("byOutletKind", parts(evaluation.byOutletKind()));
    object.add("byRegion", parts(evaluation.byRegion()));
    object.add("bins", bins());
    object.addProperty("ece", rounded(evaluation.calibrationError()));
    object.addProperty("reviewBelow", model.reviewBelow());
    object.addProperty("shareAboveReview", rounded(evaluation.shareFrom(model.reviewBelow())));
    object.addProperty("rightAboveReview", rounded(evaluation.accuracyFrom(model.reviewBelow())));
    object.add("robustness", rows());
    return JSON.toJson(object);
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private static JsonArray interval(Evaluation.Interval interval) {
    JsonArray ends = new JsonArray();
    ends.add(rounded(interval.low()));
    ends.add(rounded(interval.high()));
    return ends;
  }

  private JsonObject labels(Evaluation.Resamples resamples) {
    Confusion confusion = evaluation.confusion();
    JsonObject labels = new JsonObject();
    for (Label label : Label.values()) {
      Confusion.LabelScore score = confusion.score(label);
      JsonObject object = new JsonObject();
      object.addProperty("precision", rounded(score.precision()));
      object.addProperty("recall", rounded(score.recall()));
      object.addProperty("f1", rounded(score.f1()));
      object.add("f1Interval", interval(resamples.interval(drawn -> drawn.score(label).f1())));
      object.addProperty("support", score.support());
      object.add("predicted", predicted(confusion, label));
      labels.add(label.wireName(), object);
    }
    return labels;
  }

  /** A row of the confusion table. */
  private static JsonObject predicted(Confusion confusion, Label actual) {
    JsonObject counts = new JsonObject();
    for (Label label : Label.values()) {
      counts.addProperty(label.wireName(), confusion.count(actual, label));
    }
    return counts;
  }

  private static JsonObject parts(List<Evaluation.Part> parts) {
    JsonObject object = new JsonObject();
    for (Evaluation.Part part : parts) {
      Confusion confusion = part.evaluation().confusion();
      JsonObject figures = new JsonObject();
      figures.addProperty("paragraphs", part.evaluation().paragraphs().size());
      figures.addProperty("accuracy", rounded(part.evaluation().accuracy()));
      figures.addProperty("macroF1", rounded(confusion.macroF1()));
      JsonObject f1 = new JsonObject();
      for (Label label : Label.values()) {
        f1.addProperty(label.wireName(), rounded(confusion.score(label).f1()));
      }
      figures.add("f1", f1);
      object.add(part.name(), figures);
    }
    return object;
  }

  /** By confidence, of equal width over [0, 1]. */
  private JsonArray bins() {
    JsonArray array = new JsonArray();
    for (Evaluation.Bin bin : evaluation.bins()) {
      JsonObject object = new JsonObject();
      object.addProperty("paragraphs", bin.count());
      object.addProperty("confidence", rounded(bin.confidence()));
      object.addProperty("accuracy", rounded(bin.accuracy()));
      array.add(object);
    }
    return array;
  }

  /** Null where there was nothing to try it on. */
  private JsonObject rows() {
    JsonObject object = new JsonObject();
    for (Robustness.Row row : robustness) {
      object.addProperty(
          row.name(), row.value().isPresent() ? rounded(row.value().getAsDouble()) : null);
    }
    return object;
  }
}
