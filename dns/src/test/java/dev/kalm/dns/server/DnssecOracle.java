package dev.kalm.dns.server;

import static dev.kalm.dns.server.AnswerOracle.require;

import dev.kalm.dns.Asking;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What has to be true of every answer of a signed zone to a client with DO: each RRset is signed,
 * and what is not there is proved not to be (RFC 4035 section 3.1, RFC 9824).
 */
final class DnssecOracle {

  private static final int DNSSEC_OK = 0x8000;

  /** RFC 9824 section 5.1. */
  private static final int COMPACT_OK = 0x4000;

  private static final int NXNAME = 128;

  /** To verify takes far longer than to answer. */
  private static final int ANSWERS_FOR_EACH_VERIFIED = 32;

  private static final List<Name> EXISTING =
      Stream.of("", "ns.", "ns2.", "_acme-challenge.", "deep.", "a.deep.", "_acme-challenge.ns.")
          .map(label -> Asking.name(label + ServedZone.APEX))
          .toList();

  private final InstantSource clock;
  private int answers;

  DnssecOracle(InstantSource clock) {
    this.clock = clock;
  }

  static boolean wanted(Message answer) {
    return answer.getOPT() != null && (answer.getOPT().getFlags() & DNSSEC_OK) != 0;
  }

  static boolean isProof(Record record) {
    return record.getType() == Type.RRSIG || record.getType() == Type.NSEC;
  }

  /** Judges an answer with authority. */
  void check(Message answer, List<DNSKEYRecord> keys) {
    Record question = answer.getQuestion();
    boolean verified = answers++ % ANSWERS_FOR_EACH_VERIFIED == 0;
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      if (section == Section.ANSWER && question.getType() == Type.RRSIG) {
        continue;
      }
      for (RRset rrset : answer.getSectionRRsets(section)) {
        require(!rrset.sigs().isEmpty(), "no signature of %s", rrset);
        for (RRSIGRecord signature : rrset.sigs()) {
          require(signature.getTypeCovered() == rrset.getType(), "another set's signature");
          if (verified) {
            verify(rrset, signature, keys);
          }
        }
      }
    }
    if (answer.getSection(Section.ANSWER).isEmpty()) {
      denial(answer, question);
    }
  }

  private void verify(RRset rrset, RRSIGRecord signature, List<DNSKEYRecord> keys) {
    DNSKEYRecord by =
        keys.stream()
            .filter(key -> key.getFootprint() == signature.getFootprint())
            .findFirst()
            .orElseThrow(() -> new AssertionError("signed by a key that is not shown"));
    try {
      DNSSEC.verify(rrset, signature, by, clock.instant());
    } catch (DNSSECException e) {
      throw new AssertionError("the signature of %s is wrong".formatted(rrset), e);
    }
  }

  private static void denial(Message answer, Record question) {
    Name name = question.getName();
    List<NSECRecord> proofs = new ArrayList<>();
    for (Record record : answer.getSection(Section.AUTHORITY)) {
      if (record instanceof NSECRecord nsec) {
        proofs.add(nsec);
      }
    }
    for (NSECRecord nsec : proofs) {
      for (Name existing : EXISTING) {
        require(!covers(nsec, existing), "%s denies %s", nsec, existing);
      }
      require(!isProvedAbsent(nsec), "%s says that a name that is there is not", nsec);
    }
    NSECRecord ofName =
        proofs.stream().filter(nsec -> nsec.getName().equals(name)).findFirst().orElse(null);
    boolean nameError = answer.getHeader().getRcode() == 3;
    if (ofName == null) {
      require(nameError, "NODATA without the NSEC of the name");
      require(proofs.stream().anyMatch(nsec -> covers(nsec, name)), "%s is not denied", name);
      require(wildcardIsDenied(proofs, name), "the wildcard is not denied");
    } else {
      require(!has(ofName, question.getType()), "%s denies its own type", ofName);
      require(
          nameError == (has(ofName, NXNAME) && (answer.getOPT().getFlags() & COMPACT_OK) != 0),
          "NXDOMAIN for a client that cannot tell, or NOERROR for one that can");
    }
  }

  private static boolean isProvedAbsent(NSECRecord nsec) {
    return has(nsec, NXNAME) && EXISTING.contains(nsec.getName());
  }

  /** Some ancestor of the name has a wildcard that is proved not to be. */
  private static boolean wildcardIsDenied(List<NSECRecord> proofs, Name name) {
    for (int labels = 1; labels < name.labels(); labels++) {
      Name wildcard = name.wild(labels);
      if (proofs.stream().anyMatch(nsec -> covers(nsec, wildcard))) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(NSECRecord nsec, Name name) {
    boolean last = nsec.getNext().compareTo(nsec.getName()) <= 0;
    return name.compareTo(nsec.getName()) > 0 && (last || name.compareTo(nsec.getNext()) < 0);
  }

  private static boolean has(NSECRecord nsec, int type) {
    return Arrays.stream(nsec.getTypes()).anyMatch(present -> present == type);
  }
}
