package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><title>x</title>",
        "<!doctype HTML>",
        "\n <html lang=en>",
        "<p>Text",
        "<!-- c --><div class=x>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">",
        "<h1>Bridge</h1>"
      })
  void htmlIsToldByItsBeginning(String text) {
    assertTrue(Formats.isHtml(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The <b>bridge</b>",
        "<3 bridges",
        "<not an element> said",
        "<<<",
        "",
        "<!-- never closed",
        "<Pause>"
      })
  void proseIsNoHtml(String text) {
    assertFalse(Formats.isHtml(text));
  }

  @Test
  void terminalEscapesInATextAreTextStill() throws Exception {
    assertEquals(List.of("The \u001b[31mbridge"), Bytes.texts("The \u001b[31mbridge"));
  }
}
