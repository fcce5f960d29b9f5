package dev.copydesk.labelling;

import java.util.Optional;

/**
 * What the classifier says of one paragraph.
 *
 * @param kindIfAttribution the likelier kind, should the paragraph be an attribution
 */
public record Prediction(Scores scores, Kind kindIfAttribution) {

  public Label label() {
    return scores.best();
  }

  /** Present only with {@link Label#ATTRIBUTION}. */
  public Optional<Kind> kind() {
    return label() == Label.ATTRIBUTION ? Optional.of(kindIfAttribution) : Optional.empty();
  }

  /** The score of the label, in [1/3, 1]. */
  public double confidence() {
    return scores.of(label());
  }
}
