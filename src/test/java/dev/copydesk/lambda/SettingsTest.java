package dev.copydesk.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.copydesk.article.Limits;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  @Test
  void theTableIsAllThatMustBeSaid() {
    assertEquals(
        new Settings("labels", Path.of("/opt/model"), Limits.DEFAULT, 1, false, "copydesk"),
        Settings.from(Map.of(Settings.TABLE, "labels")));
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Settings.from(
                    Map.of(
                        Settings.PARAGRAPHS, "many",
                        Settings.STORED_BYTES, "0",
                        Settings.S3_PATH_STYLE, "yes")));
    assertEquals(
        "settings: expected a value for TABLE_NAME, found none;"
            + " expected MAX_STORED_BYTES to be 1 to 64000000, found '0';"
            + " expected MAX_PARAGRAPHS to be 1 to 1000, found 'many';"
            + " expected S3_PATH_STYLE to be true or false, found 'yes'",
        e.getMessage());
  }
}
