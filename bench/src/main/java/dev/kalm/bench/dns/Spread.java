package dev.kalm.bench.dns;

import java.util.Arrays;
import java.util.Locale;

/** The middle and the ends of some measurements. */
record Spread(double min, double median, double max) {

  /**
   * Of an even number, the median is the mean of the two in the middle; of none, nothing is a
   * number.
   */
  static Spread of(double... values) {
    if (values.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** "123 (120–125)". */
  String text(int decimals) {
    String number = "%." + decimals + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + "–" + number + ")", median, min, max);
  }
}
