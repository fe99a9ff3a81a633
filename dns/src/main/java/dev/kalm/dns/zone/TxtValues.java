package dev.kalm.dns.zone;

import dev.kalm.dns.message.Rdata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An immutable set of TXT values, each with the time at which it leaves by itself. */
final class TxtValues {

  /**
   * As many ACME values fit in one message on TCP. One more, and the value that would leave first
   * goes.
   */
  static final int MAX_VALUES = 1000;

  static final TxtValues EMPTY = new TxtValues(List.of());

  private record Value(Rdata rdata, String text, long expiresAt) {}

  private final List<Value> values;
  private final List<Rdata> records;
  private final long firstExpiry;

  private TxtValues(List<Value> values) {
    this.values = values;
    this.records = values.stream().map(Value::rdata).toList();
    this.firstExpiry = values.stream().mapToLong(Value::expiresAt).min().orElse(Long.MAX_VALUE);
  }

  /**
   * What stands at {@code now}, epoch milliseconds. Until the first value expires this is a list
   * that is there already.
   */
  List<Rdata> records(long now) {
    return now < firstExpiry
        ? records
        : values.stream().filter(v -> now < v.expiresAt).map(Value::rdata).toList();
  }

  /** The values themselves that stand at {@code now}, in the order in which they came. */
  Set<String> texts(long now) {
    Set<String> texts = new LinkedHashSet<>();
    values.stream().filter(v -> now < v.expiresAt).forEach(v -> texts.add(v.text));
    return texts;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** With one more value, and without those that have expired at {@code now}. */
  TxtValues with(String text, Instant expiresAt, long now) {
    long expiry = epochMillis(expiresAt);
    List<Value> next = new ArrayList<>(values.size() + 1);
    for (Value value : values) {
      if (value.text.equals(text)) {
        expiry = Math.max(expiry, value.expiresAt);
      } else if (now < value.expiresAt) {
        next.add(value);
      }
    }
    if (next.size() == MAX_VALUES) {
      long first = next.stream().mapToLong(Value::expiresAt).min().orElseThrow();
      next.remove(next.stream().filter(v -> v.expiresAt == first).findFirst().orElseThrow());
    }
    next.add(new Value(Rdata.text(text), text, expiry));
    return new TxtValues(List.copyOf(next));
  }

  TxtValues without(String text) {
    List<Value> next = values.stream().filter(v -> !v.text.equals(text)).toList();
    return next.isEmpty() ? EMPTY : new TxtValues(next);
  }

  /** {@link Instant#MAX} means "never" and does not fit into milliseconds. */
  private static long epochMillis(Instant instant) {
    return instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))
        ? Long.MAX_VALUE
        : instant.toEpochMilli();
  }
}
