package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequencerTest {

  @Test
  void theShorterIsPaddedOnTheRight() {
    assertTrue(Sequencer.parse("0A").compareTo(Sequencer.parse("09FF")) > 0);
    assertEquals(Sequencer.parse("0A"), Sequencer.parse("0A00"));
  }

  @Test
  void caseDoesNotMatter() {
    assertEquals(Sequencer.parse("0055AED6DCD90281E5"), Sequencer.parse("0055aed6dcd90281e5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xyz", "0x12", "00 11"})
  void anythingElseIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Sequencer.parse(text));
    assertTrue(String.valueOf(e.getMessage()).endsWith("found '" + text + "'"));
  }
}
