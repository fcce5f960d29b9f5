package dev.copydesk.local;

import java.util.Collection;

/**
 * Where measured values lie; not a number if there are none.
 *
 * @param high the 95th percentile
 */
record Spread(double median, double high) {

  static Spread of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.95));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
  }
}
