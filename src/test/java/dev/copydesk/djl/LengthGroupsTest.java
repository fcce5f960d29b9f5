package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LengthGroupsTest {

  @Test
  void everyRowIsInOneGroupAndNoGroupIsTooLarge() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[][] rows = new long[1 + random.nextInt(200)][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new long[2 + random.nextInt(190)];
      }
      List<List<Integer>> groups = LengthGroups.of(rows);
      assertEquals(
          IntStream.range(0, rows.length).boxed().toList(),
          groups.stream().flatMap(List::stream).sorted().toList(),
          "seed " + seed);
      for (List<Integer> group : groups) {
        int longest = rows[group.getLast()].length;
        assertTrue(group.size() * longest <= LengthGroups.MOST_TOKENS, "seed " + seed);
      }
    }
  }

  @Test
  void likeLengthsShareAGroup() {
    assertEquals(
        1, LengthGroups.of(new long[][] {new long[10], new long[11], new long[12]}).size());
    assertEquals(2, LengthGroups.of(new long[][] {new long[3], new long[100], new long[4]}).size());
  }
}
