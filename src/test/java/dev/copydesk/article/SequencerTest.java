package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
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

  @Test
  void whatNoEventToldOfComesBeforeEveryEventAndByItsLastChange() {
    Sequencer early = Sequencer.withoutEvent(Instant.parse("2026-11-23T10:15:30Z"));
    Sequencer late = Sequencer.withoutEvent(Instant.parse("9999-12-31T23:59:59Z"));
    assertTrue(early.compareTo(late) < 0);
    assertTrue(late.compareTo(Sequencer.parse("0".repeat(39) + "1")) < 0, "the first of events");
    assertTrue(late.compareTo(Sequencer.parse("0055AED6DCD90281E5")) < 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "xyz", "0x12", "00 11", "000", "12345678901234567890123456789012345678901"})
  void anythingElseIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Sequencer.parse(text));
    assertTrue(String.valueOf(e.getMessage()).endsWith("found '" + text + "'"));
  }
}
