package dev.kalm.dns.dnssec;

import dev.kalm.dns.Asking;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import java.io.IOException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;

/** Our records as dnsjava's, whose DNSSEC code knows nothing of ours. */
final class Dnsjava {

  private Dnsjava() {}

  static Record record(Name owner, int type, long ttl, Rdata rdata) {
    byte[] bytes = rdata.canonicalBytes();
    try {
      return Record.newRecord(name(owner), type, DClass.IN, ttl, bytes);
    } catch (IllegalArgumentException e) {
      throw new AssertionError("dnsjava cannot read the record of " + owner, e);
    }
  }

  static org.xbill.DNS.RRset rrset(RRset rrset, RRSIGRecord signature) {
    org.xbill.DNS.RRset same = new org.xbill.DNS.RRset();
    for (Rdata rdata : rrset.records()) {
      same.addRR(record(rrset.owner(), rrset.type(), rrset.ttl(), rdata));
    }
    same.addRR(signature);
    return same;
  }

  static org.xbill.DNS.Name name(Name name) {
    return Asking.name(name.toString());
  }

  /** Much faster than through text. */
  static org.xbill.DNS.Name lowerCaseName(Name name) {
    try {
      return new org.xbill.DNS.Name(name.toLowerCaseWire());
    } catch (IOException e) {
      throw new AssertionError("dnsjava cannot read the name " + name, e);
    }
  }
}
