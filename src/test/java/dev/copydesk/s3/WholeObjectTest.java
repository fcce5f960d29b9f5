package dev.copydesk.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WholeObjectTest {

  private static final byte[] BYTES = "Bridge closed".getBytes(StandardCharsets.UTF_8);

  private static WholeObject of(long length, Duration patience) {
    return new WholeObject(new ByteArrayInputStream(BYTES), "s3://a/b", length, patience);
  }

  @Test
  void aWholeObjectIsReadAsItIs() throws IOException {
    assertArrayEquals(BYTES, of(BYTES.length, Duration.ofMinutes(1)).readAllBytes());
  }

  @Test
  void anEndBeforeTheEndIsAnError() {
    EOFException e =
        assertThrows(EOFException.class, () -> of(20, Duration.ofMinutes(1)).readAllBytes());
    assertEquals("expected 20 bytes of s3://a/b, found the end after 13", e.getMessage());
  }

  @Test
  void bytesThatTrickleTooSlowlyAreAnError() {
    IOException e = assertThrows(IOException.class, () -> of(20, Duration.ZERO).read());
    assertEquals("expected 20 bytes of s3://a/b within 0 ms, found 1", e.getMessage());
  }
}
