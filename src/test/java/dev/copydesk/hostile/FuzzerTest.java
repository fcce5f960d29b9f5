package dev.copydesk.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same seeds on every build, for about a minute; {@code make fuzz} tries others. */
final class FuzzerTest {

  private static final int SEEDS = 500_000;

  @Test
  void damagedUploadsAndEventsDoNoHarm() {
    Fuzzer fuzzer = new Fuzzer();
    for (long seed = 0; seed < SEEDS; seed++) {
      fuzzer.run(0, seed);
    }
  }

  @Test
  void aSeedReplays() {
    byte[] original = "The ferry to the island".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertArrayEquals(
        new Mutation(new Random(7)).of(original), new Mutation(new Random(7)).of(original));
  }
}
