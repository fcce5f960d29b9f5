package dev.copydesk.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * An object's bytes, which end where the object ends. What ends before or takes too long is an
 * error: HTTP clients may take a broken connection for the end, and half an article would be
 * labelled as if it were all. Not thread-safe.
 */
final class WholeObject extends FilterInputStream {

  private final String name;
  private final long length;
  private final Duration patience;
  private final long opened = System.nanoTime();
  private long read;

  /**
   * @param name for messages
   * @param length in bytes
   * @param patience with all of it
   */
  WholeObject(InputStream in, String name, long length, Duration patience) {
    super(in);
    this.name = name;
    this.length = length;
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int got = super.read(buffer, offset, count);
    if (got < 0 && read < length) {
      throw new EOFException(
          "expected %d bytes of %s, found the end after %d".formatted(length, name, read));
    }
    read += Math.max(got, 0);
    if (read < length && System.nanoTime() - opened > patience.toNanos()) {
      throw new IOException(
          "expected %d bytes of %s within %d ms, found %d"
              .formatted(length, name, patience.toMillis(), read));
    }
    return got;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 8_192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
