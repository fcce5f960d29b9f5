package dev.copydesk.djl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits paragraphs into groups of like length, each small enough for one run of the encoder, so
 * that padding and runs together cost least.
 */
final class LengthGroups {

  /** Padded tokens of a group; more costs memory and gains nothing on one core. */
  static final int MOST_TOKENS = 2048;

  /** What one more run costs, in tokens: measured on one core. */
  static final int RUN = 20;

  private LengthGroups() {}

  /** Row numbers, the shortest rows first; every row is in one group. */
  static List<List<Integer>> of(long[][] rows) {
    List<Integer> order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> rows[i].length))
            .toList();
    int[] begins = begins(order.stream().mapToInt(i -> rows[i].length).toArray());
    List<List<Integer>> groups = new ArrayList<>();
    for (int end = rows.length; end > 0; end = begins[end]) {
      groups.add(order.subList(begins[end], end));
    }
    return groups.reversed();
  }

  /**
   * For each number of rows where its last group begins, if they are split as cheaply as they can.
   *
   * @param lengths in ascending order
   */
  private static int[] begins(int[] lengths) {
    int[] begins = new int[lengths.length + 1];
    long[] cost = new long[lengths.length + 1];
    Arrays.fill(cost, 1, cost.length, Long.MAX_VALUE);
    for (int end = 1; end <= lengths.length; end++) {
      int longest = lengths[end - 1];
      for (int begin = end - 1; begin >= 0; begin--) {
        int tokens = (end - begin) * longest;
        if (tokens > MOST_TOKENS && begin < end - 1) {
          break;
        }
        if (cost[begin] + tokens + RUN < cost[end]) {
          cost[end] = cost[begin] + tokens + RUN;
          begins[end] = begin;
        }
      }
    }
    return begins;
  }
}
