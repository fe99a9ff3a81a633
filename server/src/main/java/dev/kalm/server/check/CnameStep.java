package dev.kalm.server.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** What stands at one name of a CNAME chain. TTLs are in seconds. */
sealed interface CnameStep {
  record Points(Name to, long ttl) implements CnameStep {}

  /** More than one CNAME, which RFC 2181 section 10.1 forbids. */
  record Several(List<Name> to, long ttl) implements CnameStep {}

  /**
   * @param ttl for how long a resolver may remember that there is nothing (RFC 2308 section 5)
   */
  record Absent(long ttl) implements CnameStep {}

  /**
   * @param why a sentence's part: what is wrong, and perhaps what to do
   */
  record Failed(String why) implements CnameStep {}

  /** Reads a NOERROR or NXDOMAIN answer to a query for CNAME at {@code name}. */
  static CnameStep of(Message message, Name name) {
    Set<Name> targets = new LinkedHashSet<>();
    long ttl = 0;
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record instanceof CNAMERecord cname && cname.getName().equals(name)) {
        targets.add(cname.getTarget());
        ttl = cname.getTTL();
      }
    }
    return switch (targets.size()) {
      case 0 -> new Absent(negativeTtl(message));
      case 1 -> new Points(targets.iterator().next(), ttl);
      default -> new Several(List.copyOf(targets), ttl);
    };
  }

  private static long negativeTtl(Message message) {
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord soa) {
        return Math.min(soa.getTTL(), soa.getMinimum());
      }
    }
    return 0;
  }
}
