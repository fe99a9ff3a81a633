package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.Direct;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Finds out what a user probably did when the CNAME is not at its place. */
final class DelegationHints {
  /** A sibling that nobody makes: what answers there is a wildcard. */
  private static final String SIBLING = "_kalm-no-such-name";

  private final DelegationText text;
  private final Asker direct;

  /** Asks the domain's own servers. */
  interface Asker {
    Direct ask(Name name, int type, Deadline deadline);
  }

  DelegationHints(DelegationText text, Asker direct) {
    this.text = text;
    this.direct = direct;
  }

  /**
   * @param ends what the domain's own servers say
   */
  RecordCheck explain(CnameChain.Ends ends, Deadline deadline) {
    if (ends.path().size() > 1) {
      Set<String> there = answers(sibling(), Type.CNAME, deadline);
      Name first = ends.path().get(1);
      return there.contains(DnsText.text(first))
          ? text.wildcard("CNAME to " + DnsText.text(first))
          : text.describe(ends);
    }
    for (int type : new int[] {Type.A, Type.AAAA, Type.TXT}) {
      Set<String> here = answers(text.name(), type, deadline);
      if (here.isEmpty()) {
        continue;
      }
      String shown = here.iterator().next();
      if (!answers(sibling(), type, deadline).isEmpty()) {
        return text.wildcard(Type.string(type) + " " + shown);
      }
      return type == Type.TXT ? text.textInstead() : text.proxied(shown);
    }
    Name doubled = doubled();
    return doubled != null && !answers(doubled, Type.CNAME, deadline).isEmpty()
        ? text.doubled(doubled)
        : text.missing();
  }

  private Set<String> answers(Name name, int type, Deadline deadline) {
    if (!(direct.ask(name, type, deadline) instanceof Direct.Said said)) {
      return Set.of();
    }
    return DnsText.answers(said.message(), name)
        .filter(record -> record.getType() == type)
        .map(DelegationHints::value)
        .collect(Collectors.toSet());
  }

  private static String value(Record record) {
    return record instanceof CNAMERecord cname
        ? DnsText.text(cname.getTarget())
        : record.rdataToString();
  }

  private Name sibling() {
    return DnsText.name(SIBLING + "." + new Name(text.name(), 1));
  }

  private @Nullable Name doubled() {
    Name domain = new Name(text.name(), 1);
    try {
      return Name.concatenate(text.name().relativize(Name.root), domain);
    } catch (NameTooLongException e) {
      return null;
    }
  }
}
