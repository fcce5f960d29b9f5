package dev.copydesk.djl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits paragraphs into groups of like length, each small enough for one run of the encoder. */
final class LengthGroups {

  /** Padded tokens of a group; more costs memory and gains nothing on one core. */
  static final int MOST_TOKENS = 2048;

  /** A group's longest row is at most this many times its shortest: padding is work thrown away. */
  private static final double WIDEST = 1.4;

  private static final int NEGLIGIBLE = 8;

  private LengthGroups() {}

  /** Row numbers; every row is in one group. */
  static List<List<Integer>> of(long[][] rows) {
    List<Integer> order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> rows[i].length))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (int row : order) {
      if (!group.isEmpty() && !fits(rows, group, rows[row].length)) {
        groups.add(group);
        group = new ArrayList<>();
      }
      group.add(row);
    }
    groups.add(group);
    return groups;
  }

  private static boolean fits(long[][] rows, List<Integer> group, int length) {
    int shortest = rows[group.getFirst()].length;
    boolean alike = length <= Math.max(shortest * WIDEST, shortest + NEGLIGIBLE);
    return alike && (group.size() + 1) * length <= MOST_TOKENS;
  }
}
