package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Finds the zone that a name is in, and who serves it. Safe for use by many threads. */
public final class ZoneLookup {
  static final Duration LIMIT = Duration.ofSeconds(5);

  private final DnsResolver resolver;

  public ZoneLookup(DnsResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * A zone as the resolver knows it.
   *
   * @param apex without a trailing dot
   * @param host the name that was looked for, relative to the apex; {@code @} for the apex
   * @param nameServers without trailing dots, in order
   */
  public record Found(String apex, String host, List<String> nameServers) {
    public Found {
      nameServers = List.copyOf(nameServers);
    }
  }

  /**
   * Empty if the resolver does not answer, or knows no zone of that name below the top level.
   *
   * @throws IllegalArgumentException if it is not a domain name
   */
  public Optional<Found> find(String text) {
    Name name = DnsText.name(text);
    Deadline deadline = Deadline.in(LIMIT);
    Name apex = apex(name, deadline);
    if (apex == null) {
      return Optional.empty();
    }
    List<String> servers =
        resolver.ask(apex, Type.NS, deadline) instanceof Answered(var _, var message)
            ? Authorities.nameServers(message, apex).stream().map(DnsText::text).sorted().toList()
            : List.of();
    return Optional.of(new Found(DnsText.text(apex), host(name, apex), servers));
  }

  private static String host(Name name, Name apex) {
    return name.equals(apex) ? "@" : name.relativize(apex).toString();
  }

  /** Label by label up, for a CNAME at the name itself would lead out of its zone. */
  private @Nullable Name apex(Name name, Deadline deadline) {
    for (Name at = name; isBelowTopLevel(at) && !deadline.isOver(); at = new Name(at, 1)) {
      if (!(resolver.ask(at, Type.SOA, deadline) instanceof Answered(var _, var message))
          || (message.getRcode() != Rcode.NOERROR && message.getRcode() != Rcode.NXDOMAIN)) {
        return null;
      }
      Name apex = startOfAuthority(message, at);
      if (apex != null) {
        return isBelowTopLevel(apex) ? apex : null;
      }
    }
    return null;
  }

  /** In the answer for an apex, else in the authority section (RFC 2308 section 3). */
  private static @Nullable Name startOfAuthority(Message message, Name at) {
    if (CnameStep.of(message, at) instanceof CnameStep.Points) {
      return null;
    }
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (Record record : message.getSection(section)) {
        if (record instanceof SOARecord && at.subdomain(record.getName())) {
          return record.getName();
        }
      }
    }
    return null;
  }

  /** The root's empty label counts too. */
  private static boolean isBelowTopLevel(Name name) {
    return name.labels() > 2;
  }
}
