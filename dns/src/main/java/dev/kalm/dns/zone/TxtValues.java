package dev.kalm.dns.zone;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.message.WireRRset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of TXT values, each with the time at which it leaves by itself, as the RRset
 * that is sent.
 */
final class TxtValues {

  /**
   * As many ACME values fit in one message on TCP. One more, and the value that would leave first
   * goes.
   */
  static final int MAX_VALUES = 1000;

  private static final long[] NEVER = {};

  /** No value, for good. */
  static final TxtValues EMPTY = new TxtValues(null, NEVER, Long.MAX_VALUE);

  private final @Nullable WireRRset wire;
  private final long[] expiries;
  private final long firstExpiry;
  private volatile @Nullable TxtValues later;
  private volatile @Nullable Signatures signatures;

  private TxtValues(@Nullable WireRRset wire, long[] expiries, long firstExpiry) {
    this.wire = wire;
    this.expiries = expiries;
    this.firstExpiry = firstExpiry;
  }

  /** One that is nobody's. */
  static TxtValues marker() {
    return new TxtValues(null, NEVER, Long.MAX_VALUE);
  }

  /** What is left at {@code now}, epoch milliseconds; made once when a value has left. */
  TxtValues at(long now) {
    TxtValues values = this;
    while (now >= values.firstExpiry) {
      TxtValues next = values.later;
      if (next == null) {
        next = values.withoutExpired(values.firstExpiry);
        values.later = next;
      }
      values = next;
    }
    return values;
  }

  /** The RRset of all values, at the question's name; there has to be one. */
  WireRRset present() {
    WireRRset present = wire;
    if (present == null) {
      throw new IllegalStateException("There is no value");
    }
    return present;
  }

  /**
   * The RRset's signatures by {@code signer} at the question's name, made when they are first asked
   * for.
   */
  WireRRset signatures(ZoneSigner signer, Query question, long now) {
    Signatures found = signatures;
    if (found == null || !found.isUsable(signer, now)) {
      Name owner = question.question().name();
      found = signer.sign(new RRset(owner, RecordType.TXT, ttl(), records()), now);
      signatures = found;
    }
    return found.wire();
  }

  /** Whether {@link #signatures} would have nothing to sign. */
  boolean isSigned(ZoneSigner signer, long now) {
    Signatures found = signatures;
    return found != null && found.isUsable(signer, now);
  }

  /** The values themselves, in the order in which they came. */
  Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    records().forEach(record -> texts.add(record.textValue()));
    return texts;
  }

  boolean isEmpty() {
    return wire == null;
  }

  /** With one more value, and without those that have expired at {@code now}. */
  TxtValues with(String text, Instant expiresAt, long now, int ttl) {
    List<Rdata> records = new ArrayList<>(records());
    List<Long> times = new ArrayList<>(Arrays.stream(times()).boxed().toList());
    long expiry = epochMillis(expiresAt);
    for (int i = records.size() - 1; i >= 0; i--) {
      boolean same = records.get(i).textValue().equals(text);
      expiry = same ? Math.max(expiry, times.get(i)) : expiry;
      if (same || now >= times.get(i)) {
        records.remove(i);
        times.remove(i);
      }
    }
    if (records.size() == MAX_VALUES) {
      int first = times.indexOf(times.stream().min(Long::compare).orElseThrow());
      records.remove(first);
      times.remove(first);
    }
    records.add(Rdata.text(text));
    times.add(expiry);
    return of(records, times, ttl);
  }

  TxtValues without(String text, int ttl) {
    List<Rdata> records = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    List<Rdata> all = records();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).textValue().equals(text)) {
        records.add(all.get(i));
        times.add(times()[i]);
      }
    }
    return of(records, times, ttl);
  }

  /** The same values, to be kept for {@code ttl} seconds. */
  TxtValues withTtl(int ttl) {
    return of(records(), Arrays.stream(times()).boxed().toList(), ttl);
  }

  private TxtValues withoutExpired(long now) {
    List<Rdata> records = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    List<Rdata> all = records();
    for (int i = 0; i < all.size(); i++) {
      if (now < times()[i]) {
        records.add(all.get(i));
        times.add(times()[i]);
      }
    }
    return of(records, times, ttl());
  }

  /** The owner goes out as a pointer to the question's name, so any will do here. */
  private static TxtValues of(List<Rdata> records, List<Long> times, int ttl) {
    if (records.isEmpty()) {
      return EMPTY;
    }
    RRset rrset = new RRset(Name.ROOT, RecordType.TXT, ttl, records);
    long[] expiries = times.stream().mapToLong(Long::longValue).toArray();
    long first = Arrays.stream(expiries).min().orElseThrow();
    // Most have one value, whose time is the first.
    return new TxtValues(
        WireRRset.atQuestion(rrset, Name.ROOT), expiries.length == 1 ? NEVER : expiries, first);
  }

  private long[] times() {
    return wire == null || expiries.length > 0 ? expiries : new long[] {firstExpiry};
  }

  private List<Rdata> records() {
    return wire == null ? List.of() : wire.rdata();
  }

  private int ttl() {
    return wire == null ? 0 : wire.ttl();
  }

  /** {@link Instant#MAX} means "never" and does not fit into milliseconds. */
  private static long epochMillis(Instant instant) {
    return instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))
        ? Long.MAX_VALUE
        : instant.toEpochMilli();
  }
}
