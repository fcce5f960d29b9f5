package dev.copydesk.labelling;

/**
 * What is known of a model besides its answers.
 *
 * @param version names the bundle; stored with every article
 * @param reviewBelow confidence in [0, 1] under which a person should look
 */
public record ModelInfo(String version, double reviewBelow) {

  public ModelInfo {
    if (version.isBlank() || !(reviewBelow >= 0 && reviewBelow <= 1)) {
      throw new IllegalArgumentException(
          "expected a version and a threshold in [0, 1], found '%s' and %s"
              .formatted(version, reviewBelow));
    }
  }
}
