package dev.kalm.dns.zone;

import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.NameTable;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.RecordType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A zone at one serial, all that a question needs. Everything in it is immutable but the table of
 * delegations, which the contents of later serials share.
 */
final class ZoneContents {

  private final ZoneSettings settings;
  private final DelegationTable delegations;
  private final Map<Name, TxtValues> ownTxt;
  private final long serial;
  private final int apexLength;
  private final NameTable<OwnName> ownNames;
  private final @Nullable SignedZone signed;
  private final OwnRRset soaAnswer;
  private final OwnRRset soaBeside;
  private final List<OwnRRset> glue;
  private final Function<Name, @Nullable NsecTypes> typesOf = this::typesOf;

  /** Everything is worked out anew. */
  ZoneContents(
      ZoneSettings settings,
      DelegationTable delegations,
      Map<Name, TxtValues> ownTxt,
      long serial) {
    this(
        settings,
        delegations,
        Map.copyOf(ownTxt),
        serial,
        new OwnNames(settings, ownTxt).table(),
        settings.signing().map(signing -> new SignedZone(settings, signing)).orElse(null),
        new OwnNames(settings, ownTxt)
            .nameServerAddresses().stream()
                .map(rrset -> OwnRRset.beside(rrset, settings.apex()))
                .toList());
  }

  private ZoneContents(
      ZoneSettings settings,
      DelegationTable delegations,
      Map<Name, TxtValues> ownTxt,
      long serial,
      NameTable<OwnName> ownNames,
      @Nullable SignedZone signed,
      List<OwnRRset> glue) {
    this.settings = settings;
    this.delegations = delegations;
    this.ownTxt = ownTxt;
    this.serial = serial;
    this.apexLength = settings.apex().length();
    this.ownNames = ownNames;
    this.signed = signed;
    this.glue = glue;
    RRset soa = OwnNames.startOfAuthority(settings, serial);
    this.soaAnswer = OwnRRset.answering(soa, settings.apex());
    this.soaBeside = OwnRRset.beside(soa, settings.apex());
  }

  /** The same at another serial. */
  ZoneContents at(long newSerial) {
    return new ZoneContents(settings, delegations, ownTxt, newSerial, ownNames, signed, glue);
  }

  /** With other TXT values of the zone's own names; signatures that were made stay. */
  ZoneContents with(Map<Name, TxtValues> newOwnTxt, long newSerial) {
    NameTable<OwnName> names = new OwnNames(settings, newOwnTxt).table();
    return new ZoneContents(
        settings, delegations, Map.copyOf(newOwnTxt), newSerial, names, signed, glue);
  }

  /**
   * Answers {@code question}, which is about a name in the zone, in class IN.
   *
   * @param onUdp whether the client may be told to come again over TCP
   * @param now epoch milliseconds
   */
  void answer(Query question, boolean onUdp, long now, Answer answer) {
    int below = question.nameLength() - apexLength;
    if (below == IdLabel.LENGTH + 1
        && question.message()[Query.NAME_OFFSET] == IdLabel.LENGTH
        && IdLabel.isId(question)) {
      long high = IdLabel.high(question);
      long low = IdLabel.low(question);
      TxtValues values = delegations.find(high, low);
      if (values != null) {
        answer.delegation(high, low);
        delegation(question, values.at(now), onUdp, now, answer);
        return;
      }
    }
    OwnName name = ownNames.find(question);
    if (name == null) {
      noName(question, onUdp, now, answer);
    } else {
      ownName(question, name, below == 0, onUdp, now, answer);
    }
  }

  private void delegation(
      Query question, TxtValues values, boolean onUdp, long now, Answer answer) {
    if (!txt(question, values, onUdp, now, answer)) {
      noData(question, NsecTypes.of(values), onUdp, now, answer);
    }
  }

  private void ownName(
      Query question, OwnName name, boolean isApex, boolean onUdp, long now, Answer answer) {
    TxtValues values = name.txt().at(now);
    // RFC 8482 section 4.1: one RRset is enough of an answer to ANY.
    boolean any = question.type() == RecordType.ANY || asksForSignatures(question);
    OwnRRset found =
        isApex && (any || question.type() == RecordType.SOA)
            ? soaAnswer
            : any ? name.first() : name.find(question.type());
    if (found != null) {
      rrset(question, found, onUdp, now, answer);
      if (isApex && question.type() == RecordType.NS) {
        additional(question, onUdp, now, answer);
      }
    } else if (!txt(question, values, onUdp, now, answer)) {
      noData(question, values.isEmpty() ? name.types() : name.typesWithTxt(), onUdp, now, answer);
    }
  }

  private void rrset(Query question, OwnRRset rrset, boolean onUdp, long now, Answer answer) {
    answer.begin(Rcode.NOERROR, true).from(settings.apex());
    SignedZone signedZone = signedFor(question);
    if (signedZone == null) {
      answer.answer(rrset.wire());
    } else if (!rrset.isSigned(signedZone.signer(), now) && tooMany(signedZone, onUdp, now)) {
      answer.truncate();
    } else {
      if (!asksForSignatures(question)) {
        answer.answer(rrset.wire());
      }
      answer.answer(rrset.signatures(signedZone.signer(), now));
    }
  }

  /** Returns whether there is something to answer. */
  private boolean txt(Query question, TxtValues values, boolean onUdp, long now, Answer answer) {
    int type = question.type();
    boolean signaturesAlone = asksForSignatures(question);
    boolean wanted = type == RecordType.TXT || type == RecordType.ANY || signaturesAlone;
    if (!wanted || values.isEmpty()) {
      return false;
    }
    answer.begin(Rcode.NOERROR, true).from(settings.apex());
    SignedZone signedZone = signedFor(question);
    if (signedZone == null) {
      answer.answer(values.present());
    } else if (!values.isSigned(signedZone.signer(), now) && tooMany(signedZone, onUdp, now)) {
      answer.truncate();
    } else {
      if (!signaturesAlone) {
        answer.answer(values.present());
      }
      answer.answer(values.signatures(signedZone.signer(), question, now));
    }
    return true;
  }

  /** RFC 4035 section 3.1: with every RRset there, and with those of the additional section. */
  private void additional(Query question, boolean onUdp, long now, Answer answer) {
    SignedZone signedZone = signedFor(question);
    for (int i = 0; i < glue.size(); i++) {
      OwnRRset rrset = glue.get(i);
      answer.additional(rrset.wire());
      if (signedZone != null
          && (rrset.isSigned(signedZone.signer(), now) || !tooMany(signedZone, onUdp, now))) {
        answer.additional(rrset.signatures(signedZone.signer(), now));
      }
    }
  }

  private void noData(Query question, NsecTypes types, boolean onUdp, long now, Answer answer) {
    if (proof(question, types, onUdp, now, answer)) {
      return;
    }
    if (negative(question, Rcode.NOERROR, onUdp, now, answer)) {
      SignedZone signedZone = signedFor(question);
      if (signedZone != null && !signedZone.denyType(question, types, onUdp, now, answer)) {
        answer.truncate();
      }
    }
  }

  /** The NSEC record that a signed zone has at each name, when that or its signature is wanted. */
  private boolean proof(Query question, NsecTypes types, boolean onUdp, long now, Answer answer) {
    SignedZone signedZone = signedFor(question);
    boolean signaturesAlone = question.type() == RecordType.RRSIG;
    if (signedZone == null || !(signaturesAlone || question.type() == RecordType.NSEC)) {
      return false;
    }
    answer.begin(Rcode.NOERROR, true).from(settings.apex());
    if (!signedZone.answerProof(question, types, signaturesAlone, onUdp, now, answer)) {
      answer.truncate();
    }
    return true;
  }

  private void noName(Query question, boolean onUdp, long now, Answer answer) {
    if (signed != null
        && signed.signer().denial() == Denial.COMPACT
        && proof(question, NsecTypes.NO_NAME, onUdp, now, answer)) {
      return;
    }
    if (negative(question, Rcode.NXDOMAIN, onUdp, now, answer)) {
      SignedZone signedZone = signedFor(question);
      if (signedZone != null && !signedZone.denyName(question, typesOf, onUdp, now, answer)) {
        answer.truncate();
      }
    }
  }

  /** Begins a negative answer with the SOA. Returns whether its proof may follow. */
  private boolean negative(Query question, Rcode rcode, boolean onUdp, long now, Answer answer) {
    answer.begin(rcode, true).from(settings.apex());
    SignedZone signedZone = signedFor(question);
    if (signedZone == null) {
      answer.authority(soaBeside.wire());
      return true;
    }
    if (!soaBeside.isSigned(signedZone.signer(), now) && tooMany(signedZone, onUdp, now)) {
      answer.truncate();
      return false;
    }
    answer.authority(soaBeside.wire());
    answer.authority(soaBeside.signatures(signedZone.signer(), now));
    return true;
  }

  /** What a name has, expired values aside; null when it does not exist. */
  private @Nullable NsecTypes typesOf(Name name) {
    OwnName own = ownNames.get(name);
    if (own != null) {
      return own.txt().isEmpty() ? own.types() : own.typesWithTxt();
    }
    TxtValues values =
        IdLabel.of(name, settings.apex()).map(id -> delegations.find(id)).orElse(null);
    return values == null ? null : NsecTypes.of(values);
  }

  private @Nullable SignedZone signedFor(Query question) {
    return question.dnssecOk() ? signed : null;
  }

  /** A signature is never an answer without its RRset's, unless it is what was asked for. */
  private boolean asksForSignatures(Query question) {
    return signed != null && question.dnssecOk() && question.type() == RecordType.RRSIG;
  }

  private static boolean tooMany(SignedZone signedZone, boolean onUdp, long now) {
    return onUdp && !signedZone.signer().mayOnUdp(now);
  }

  ZoneSettings settings() {
    return settings;
  }

  DelegationTable delegations() {
    return delegations;
  }

  Map<Name, TxtValues> ownTxt() {
    return ownTxt;
  }

  long serial() {
    return serial;
  }
}
