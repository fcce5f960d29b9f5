package dev.copydesk.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ScoresTest {

  @Test
  void scoresThatAreNoProbabilitiesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Scores(0.5, 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Scores(1.5, -0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> new Scores(Double.NaN, 0.5, 0.5));
  }

  @Test
  void theBestIsTheLargest() {
    assertEquals(Label.NEWS_BODY, new Scores(0.4, 0.3, 0.3).best());
    assertEquals(Label.ATTRIBUTION, new Scores(0.3, 0.4, 0.3).best());
    assertEquals(Label.SOLICITATION, new Scores(0.3, 0.3, 0.4).best());
  }
}
