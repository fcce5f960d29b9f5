package dev.copydesk.djl;

import dev.copydesk.labelling.Kind;
import dev.copydesk.labelling.Label;
import dev.copydesk.labelling.Prediction;
import dev.copydesk.labelling.Scores;
import java.util.List;
import java.util.function.Predicate;

/**
 * Logits to a prediction: softmax at the bundle's temperature, then the outputs of a label summed.
 *
 * @param outputs in the order of the logits
 */
record Scoring(List<Output> outputs, double temperature) {

  Prediction prediction(float[] logits) {
    if (logits.length != outputs.size()) {
      throw new IllegalStateException(
          "expected %d logits, found %d".formatted(outputs.size(), logits.length));
    }
    double[] probabilities = softmax(logits);
    Scores scores =
        new Scores(
            sum(probabilities, output -> output.label() == Label.NEWS_BODY),
            sum(probabilities, output -> output.label() == Label.ATTRIBUTION),
            sum(probabilities, output -> output.label() == Label.SOLICITATION));
    double statement = sum(probabilities, output -> output.kind() == Kind.STATEMENT);
    double credit = sum(probabilities, output -> output.kind() == Kind.CREDIT);
    return new Prediction(scores, statement >= credit ? Kind.STATEMENT : Kind.CREDIT);
  }

  private double[] softmax(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double[] values = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      values[i] = Math.exp((logits[i] - most) / temperature);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }

  private double sum(double[] probabilities, Predicate<Output> which) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += which.test(outputs.get(i)) ? probabilities[i] : 0;
    }
    return sum;
  }
}
