package dev.copydesk.hostile;

import java.util.function.Supplier;

/**
 * An object that somebody may upload.
 *
 * @param name tells its story
 * @param bytes made anew each time: some are large
 */
record HostileInput(String name, Supplier<byte[]> bytes) {

  @Override
  public String toString() {
    return name;
  }
}
