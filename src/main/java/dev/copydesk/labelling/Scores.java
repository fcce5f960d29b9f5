package dev.copydesk.labelling;

/**
 * Calibrated probabilities of the three labels, each in [0, 1]; they sum to 1 within 1e-4. Kept in
 * millionths: what is computed, printed and stored is the same.
 */
public record Scores(double newsBody, double attribution, double solicitation) {

  private static final double TOLERANCE = 1e-4;

  private static final double STEPS = 1e6;

  public Scores {
    double sum = newsBody + attribution + solicitation;
    double least = Math.min(newsBody, Math.min(attribution, solicitation));
    if (!(least >= 0) || !(Math.abs(sum - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "expected scores of at least 0 that sum to 1, found %s, %s, %s"
              .formatted(newsBody, attribution, solicitation));
    }
    newsBody = rounded(newsBody);
    attribution = rounded(attribution);
    solicitation = rounded(solicitation);
  }

  private static double rounded(double score) {
    return Math.round(score * STEPS) / STEPS;
  }

  public double of(Label label) {
    return switch (label) {
      case NEWS_BODY -> newsBody;
      case ATTRIBUTION -> attribution;
      case SOLICITATION -> solicitation;
    };
  }

  /** The likeliest label; of equal ones the first in the order of {@link Label}. */
  public Label best() {
    Label best = Label.NEWS_BODY;
    for (Label label : Label.values()) {
      if (of(label) > of(best)) {
        best = label;
      }
    }
    return best;
  }
}
