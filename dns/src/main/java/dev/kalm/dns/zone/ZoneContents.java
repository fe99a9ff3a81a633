package dev.kalm.dns.zone;

import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.NameTable;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A zone at one serial: immutable, and all that a question needs. */
final class ZoneContents {

  private final ZoneSettings settings;
  private final DelegationTrie delegations;
  private final Map<Name, TxtValues> ownTxt;
  private final long serial;
  private final int apexLength;
  private final int txtTtl;
  private final NameTable<OwnName> ownNames;
  private final Answer noData;
  private final Answer noName;
  private final Answer nameServers;

  ZoneContents(
      ZoneSettings settings, DelegationTrie delegations, Map<Name, TxtValues> ownTxt, long serial) {
    this.settings = settings;
    this.delegations = delegations;
    this.ownTxt = Map.copyOf(ownTxt);
    this.serial = serial;
    OwnNames names = new OwnNames(settings, this.ownTxt, serial);
    apexLength = settings.apex().length();
    txtTtl = Math.toIntExact(settings.txtTtl().toSeconds());
    ownNames = names.table();
    noData = Answer.negative(Rcode.NOERROR, names.startOfAuthority());
    noName = Answer.negative(Rcode.NXDOMAIN, names.startOfAuthority());
    nameServers =
        new Answer(
            Rcode.NOERROR,
            true,
            List.of(names.nameServers()),
            List.of(),
            names.nameServerAddresses());
  }

  /**
   * Decides on these contents and the time alone; {@code question} is about a name in the zone, in
   * class IN.
   */
  Answer answer(Query question, long now) {
    int below = question.nameLength() - apexLength;
    if (below == Delegation.LABEL_LENGTH + 1
        && question.message()[Query.NAME_OFFSET] == Delegation.LABEL_LENGTH
        && Delegation.isIdLabel(question)) {
      Delegation delegation = delegations.find(Delegation.high(question), Delegation.low(question));
      if (delegation != null) {
        return txt(question, delegation.txt(), now);
      }
    }
    OwnName name = ownNames.find(question);
    return name == null ? noName : ownName(question, name, below == 0, now);
  }

  private Answer txt(Query question, TxtValues values, long now) {
    boolean wanted = question.type() == RecordType.TXT || question.type() == RecordType.ANY;
    List<Rdata> records = wanted ? values.records(now) : List.of();
    return records.isEmpty()
        ? noData
        : Answer.of(new RRset(settings.apex(), RecordType.TXT, txtTtl, records));
  }

  private Answer ownName(Query question, OwnName name, boolean isApex, long now) {
    if (isApex && question.type() == RecordType.NS) {
      return nameServers;
    }
    // RFC 8482 section 4.1: one RRset is enough of an answer to ANY.
    RRset found = question.type() == RecordType.ANY ? name.first() : name.find(question.type());
    return found == null ? txt(question, name.txt(), now) : Answer.of(found);
  }

  ZoneSettings settings() {
    return settings;
  }

  DelegationTrie delegations() {
    return delegations;
  }

  Map<Name, TxtValues> ownTxt() {
    return ownTxt;
  }

  long serial() {
    return serial;
  }

  /** A name that the zone itself holds; without any RRset it is an empty non-terminal. */
  record OwnName(List<RRset> rrsets, TxtValues txt) {

    @Nullable RRset first() {
      return rrsets.isEmpty() ? null : rrsets.getFirst();
    }

    @Nullable RRset find(int type) {
      for (int i = 0; i < rrsets.size(); i++) {
        if (rrsets.get(i).type() == type) {
          return rrsets.get(i);
        }
      }
      return null;
    }
  }
}
