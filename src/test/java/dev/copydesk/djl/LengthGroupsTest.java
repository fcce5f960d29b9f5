package dev.copydesk.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
    assertEquals(List.of(List.of(0, 1, 2)), LengthGroups.of(ofLengths(10, 11, 12)));
    assertEquals(List.of(List.of(0, 2), List.of(1)), LengthGroups.of(ofLengths(3, 100, 4)));
  }

  /** Against every way to split a few rows. */
  @Test
  void noOtherSplitCostsLess() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int[] lengths =
          random.ints(1 + random.nextInt(9), 2, random.nextBoolean() ? 60 : 1_200).toArray();
      List<List<Integer>> groups = LengthGroups.of(ofLengths(lengths));
      int[] sorted = Arrays.stream(lengths).sorted().toArray();
      long cost = 0;
      for (List<Integer> group : groups) {
        cost += (long) group.size() * lengths[group.getLast()] + LengthGroups.RUN;
      }
      assertEquals(leastCost(sorted, 0), cost, "seed " + seed);
    }
  }

  private static long leastCost(int[] sorted, int begin) {
    if (begin == sorted.length) {
      return 0;
    }
    long least = Long.MAX_VALUE;
    for (int end = begin + 1; end <= sorted.length; end++) {
      long tokens = (long) (end - begin) * sorted[end - 1];
      if (end == begin + 1 || tokens <= LengthGroups.MOST_TOKENS) {
        least = Math.min(least, tokens + LengthGroups.RUN + leastCost(sorted, end));
      }
    }
    return least;
  }

  private static long[][] ofLengths(int... lengths) {
    return Arrays.stream(lengths).mapToObj(long[]::new).toArray(long[][]::new);
  }
}
