package dev.kalm.dns.zone;

import dev.kalm.dns.message.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The types that a name has, as its NSEC record says (RFC 4034 section 4.1.2). One object stands
 * for one list, so that proofs that are kept can be told apart by it.
 */
final class NsecTypes {

  /** A delegation without values, or any name that holds nothing itself. */
  static final NsecTypes NONE = of(List.of());

  static final NsecTypes TXT = of(List.of(RecordType.TXT));

  /** The name does not exist (RFC 9824 section 3.2). */
  static final NsecTypes NO_NAME = of(List.of(RecordType.NXNAME));

  private final int[] types;

  private NsecTypes(int[] types) {
    this.types = types;
  }

  /** These types, and those that every name of a signed zone has. */
  static NsecTypes of(Collection<Integer> types) {
    return new NsecTypes(
        Stream.concat(types.stream(), Stream.of(RecordType.RRSIG, RecordType.NSEC))
            .mapToInt(Integer::intValue)
            .sorted()
            .distinct()
            .toArray());
  }

  /** Of a delegation with these values. */
  static NsecTypes of(TxtValues values) {
    return values.isEmpty() ? NONE : TXT;
  }

  int[] toArray() {
    return types.clone();
  }

  int count() {
    return types.length;
  }
}
