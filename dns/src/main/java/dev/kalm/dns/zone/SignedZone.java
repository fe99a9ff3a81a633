package dev.kalm.dns.zone;

import dev.kalm.dns.dnssec.Nsec;
import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.message.WireRRset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Proves that there is nothing, in a zone that is signed (RFC 9824, RFC 4470). */
final class SignedZone {

  private static final int[] NOTHING = {};

  private final Name apex;
  private final int ttl;
  private final ZoneSigner signer;
  private final DenialCache cache = new DenialCache();

  SignedZone(ZoneSettings settings, ZoneSigning signing) {
    this.apex = settings.apex();
    this.ttl = Math.toIntExact(settings.negativeTtl().toSeconds());
    this.signer = new ZoneSigner(signing, apex);
  }

  ZoneSigner signer() {
    return signer;
  }

  /**
   * Adds the proof that the question's name has these types and no other.
   *
   * @return false when it has to be signed first and the client may not ask for that over UDP now
   */
  boolean denyType(Query question, NsecTypes types, boolean onUdp, long now, Answer answer) {
    SignedDenial denial = ofName(question, types, onUdp, now);
    if (denial == null) {
      return false;
    }
    add(denial, answer);
    return true;
  }

  /**
   * Answers a question for the proof itself, which every name in a signed zone has.
   *
   * @param signaturesAlone whether RRSIG was asked for, not NSEC
   * @return as for {@link #denyType}
   */
  boolean answerProof(
      Query question,
      NsecTypes types,
      boolean signaturesAlone,
      boolean onUdp,
      long now,
      Answer answer) {
    SignedDenial denial = ofName(question, types, onUdp, now);
    if (denial == null) {
      return false;
    }
    for (int i = signaturesAlone ? 1 : 0; i < denial.rrsets().size(); i++) {
      answer.answer(denial.rrsets().get(i));
    }
    return true;
  }

  private @Nullable SignedDenial ofName(Query question, NsecTypes types, boolean onUdp, long now) {
    SignedDenial denial = cache.find(question, types, signer, now);
    if (denial != null || (onUdp && !signer.mayOnUdp(now))) {
      return denial;
    }
    Name name = question.question().name().toLowerCase();
    return keep(name, types, List.of(nsec(name, types)), now);
  }

  /**
   * Adds the proof that the question's name does not exist, and says so as this zone does.
   *
   * @param typesOf what a name in the zone has, as its NSEC record says; null for none that exists
   * @return as for {@link #denyType}
   */
  boolean denyName(
      Query question,
      Function<Name, @Nullable NsecTypes> typesOf,
      boolean onUdp,
      long now,
      Answer answer) {
    SignedDenial denial = cache.find(question, NsecTypes.NO_NAME, signer, now);
    if (denial == null) {
      if (onUdp && !signer.mayOnUdp(now)) {
        return false;
      }
      denial = newDenialOfName(question.question().name().toLowerCase(), typesOf, now);
    }
    if (signer.denial() == Denial.COMPACT) {
      // RFC 9824 sections 3.2 and 5.1: NXDOMAIN only for those who say that they can tell.
      answer.rcode(question.compactAnswersOk() ? Rcode.NXDOMAIN : Rcode.NOERROR);
      answer.compact(question.compactAnswersOk());
    }
    add(denial, answer);
    return true;
  }

  private SignedDenial newDenialOfName(
      Name name, Function<Name, @Nullable NsecTypes> typesOf, long now) {
    if (signer.denial() == Denial.COMPACT) {
      return keep(name, NsecTypes.NO_NAME, List.of(nsec(name, NsecTypes.NO_NAME)), now);
    }
    List<RRset> around = around(name, typesOf);
    // What stands right before the name may exist, and then its types are in the proof: kept
    // longer, it would deny a value that comes in the meantime (RFC 8198).
    boolean namesOthers = around.stream().anyMatch(rrset -> typesOf.apply(rrset.owner()) != null);
    return namesOthers
        ? sign(name, NsecTypes.NO_NAME, around, now)
        : keep(name, NsecTypes.NO_NAME, around, now);
  }

  private static void add(SignedDenial denial, Answer answer) {
    List<WireRRset> rrsets = denial.rrsets();
    for (int i = 0; i < rrsets.size(); i++) {
      answer.authority(rrsets.get(i));
    }
  }

  private RRset nsec(Name name, NsecTypes types) {
    return new RRset(
        name,
        RecordType.NSEC,
        ttl,
        List.of(Nsec.rdata(Nsec.successor(name, apex), types.toArray())));
  }

  /** RFC 4470 section 4: one record around the name, one around the wildcard that might match. */
  private List<RRset> around(Name name, Function<Name, @Nullable NsecTypes> typesOf) {
    Name encloser = name.parent();
    while (typesOf.apply(encloser) == null) {
      encloser = encloser.parent();
    }
    return Nsec.nameError(name, encloser, apex, at -> orNone(typesOf.apply(at))).stream()
        .map(
            covering -> new RRset(covering.owner(), RecordType.NSEC, ttl, List.of(covering.nsec())))
        .toList();
  }

  private static int[] orNone(@Nullable NsecTypes types) {
    return types == null ? NOTHING : types.toArray();
  }

  private SignedDenial keep(Name name, NsecTypes types, List<RRset> rrsets, long now) {
    SignedDenial denial = sign(name, types, rrsets, now);
    cache.put(denial);
    return denial;
  }

  private SignedDenial sign(Name name, NsecTypes types, List<RRset> rrsets, long now) {
    List<WireRRset> wire = new ArrayList<>();
    long refreshAt = Long.MAX_VALUE;
    for (RRset rrset : rrsets) {
      boolean atQuestion = rrset.owner().equals(name);
      Signatures signatures = atQuestion ? signer.sign(rrset, now) : signer.signAtOwner(rrset, now);
      wire.add(atQuestion ? WireRRset.atQuestion(rrset, apex) : WireRRset.atOwner(rrset, apex));
      wire.add(signatures.wire());
      refreshAt = Math.min(refreshAt, signatures.refreshAt());
    }
    return new SignedDenial(name, types, List.copyOf(wire), signer, refreshAt);
  }
}
