package dev.kalm.dns.dnssec;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * NSEC records that are made while a query is answered (RFC 4034 section 4, RFC 4470, RFC 9824).
 */
public final class Nsec {

  /** RFC 4034 section 4.1.2: types go in windows of 256. */
  private static final int WINDOW = 256;

  private static final int MAX_TYPE = 0xffff;

  private Nsec() {}

  /**
   * The record's data. The next name is written in lower case, so that its signature holds for
   * validators that lower it (RFC 4034 section 6.2) and for those that do not (RFC 6840 section
   * 5.1), whatever the spelling that the query came in.
   *
   * @param types 1 to 65535, in any order; RRSIG and NSEC have to be among them
   */
  public static Rdata rdata(Name next, int... types) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(next.toLowerCaseWire());
    BitSet present = new BitSet();
    for (int type : types) {
      if (type < 1 || type > MAX_TYPE) {
        throw new IllegalArgumentException("There is no RR type " + type);
      }
      present.set(type);
    }
    for (int start = 0; start <= MAX_TYPE; start += WINDOW) {
      writeWindow(start, present.get(start, start + WINDOW), out);
    }
    return Rdata.raw(out.toByteArray());
  }

  /**
   * {@code \000.name}, the first name that comes after {@code name}: the next name of an NSEC
   * record that speaks of {@code name} alone (RFC 9824 section 3.1). After a name that is too long
   * for one more label comes its neighbour, in {@code apex}'s zone, or {@code apex} as the chain
   * goes round.
   */
  public static Name successor(Name name, Name apex) {
    return Neighbours.successor(name, apex);
  }

  /**
   * A name before {@code name}, in {@code apex}'s zone, with nothing between the two but names with
   * a byte 255, which a zone may not hold. For {@code \000.parent} that is {@code parent} itself.
   *
   * @throws IllegalArgumentException when {@code name} is not below {@code apex}
   */
  public static Name predecessor(Name name, Name apex) {
    return Neighbours.predecessor(name, apex);
  }

  /**
   * The records of an NXDOMAIN (RFC 4035 section 3.1.3.2): one denies the name, one the wildcard
   * that could have stood for it; one is enough if that is the name itself.
   *
   * <p>What is denied is the name right below the closest encloser, with all below it: a record
   * that denied {@code name} alone would make its parent the closest encloser.
   *
   * @param closestEncloser the longest existing ancestor of {@code name}, empty non-terminals
   *     counted (RFC 4592 section 3.3.1)
   * @param typesAt as {@link #covering} has it
   * @throws IllegalArgumentException when {@code name} is not below {@code closestEncloser}, or
   *     that is not in the zone
   */
  public static List<Covering> nameError(
      Name name, Name closestEncloser, Name apex, Function<Name, int[]> typesAt) {
    if (name.equals(closestEncloser) || !name.isSubdomainOf(closestEncloser)) {
      throw new IllegalArgumentException(name + " is not below " + closestEncloser);
    }
    Name nextCloser = name;
    while (nextCloser.labelCount() > closestEncloser.labelCount() + 1) {
      nextCloser = nextCloser.parent();
    }
    Covering denial = covering(nextCloser, apex, typesAt);
    Name wildcard = closestEncloser.child("*");
    return wildcard.equals(nextCloser)
        ? List.of(denial)
        : List.of(denial, covering(wildcard, apex, typesAt));
  }

  /**
   * An NSEC record that says that {@code name} does not exist, and nothing below it (RFC 4470).
   *
   * <p>The next name is none below {@code name}: that would make {@code name} an empty
   * non-terminal.
   *
   * @param typesAt the types that a name of the zone has, RRSIG and NSEC aside; none for a name
   *     that does not exist. The record's owner is an existing name if nothing fits in between.
   * @throws IllegalArgumentException when {@code name} is not below {@code apex}
   */
  public static Covering covering(Name name, Name apex, Function<Name, int[]> typesAt) {
    Name owner = predecessor(name, apex);
    int[] own = typesAt.apply(owner);
    int[] types = Arrays.copyOf(own, own.length + 2);
    types[own.length] = RecordType.RRSIG;
    types[own.length + 1] = RecordType.NSEC;
    return new Covering(owner, rdata(Neighbours.afterAllBelow(name, apex), types));
  }

  /**
   * An NSEC record with its owner.
   *
   * @param owner before the name in question, in canonical order
   * @param nsec the data; the next name is behind the name in question, or the apex
   */
  public record Covering(Name owner, Rdata nsec) {}

  private static void writeWindow(int start, BitSet types, ByteArrayOutputStream out) {
    if (types.isEmpty()) {
      return;
    }
    byte[] bitmap = new byte[(types.length() + 7) / 8];
    types.stream().forEach(type -> bitmap[type / 8] |= (byte) (0x80 >>> type % 8));
    out.write(start / WINDOW);
    out.write(bitmap.length);
    out.writeBytes(bitmap);
  }
}
