package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import dev.kalm.server.check.DnsReply.Why;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The recursors to ask, in order: the next one when one is silent or answers neither NOERROR nor
 * NXDOMAIN. It keeps no cache. Safe for use by many threads.
 */
public final class DnsResolver {
  static final Duration DEFAULT_TRY = Duration.ofSeconds(2);

  /** Where a resolver is when nobody names one (resolv.conf(5)). */
  private static final InetSocketAddress ON_THIS_MACHINE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

  /** How often the whole list is gone through while servers stay silent. */
  static final int ROUNDS = 2;

  private final Supplier<List<InetSocketAddress>> settings;
  private final Duration tryLimit;

  /**
   * Asks whom the settings name at that moment.
   *
   * @param servers empty: the system's resolvers
   */
  public DnsResolver(Supplier<List<InetSocketAddress>> servers) {
    this(servers, DEFAULT_TRY);
  }

  /** Always asks the same. */
  public DnsResolver(List<InetSocketAddress> servers) {
    this(() -> servers, DEFAULT_TRY);
  }

  /**
   * @param tryLimit how long one server is waited for, each time
   */
  public DnsResolver(List<InetSocketAddress> servers, Duration tryLimit) {
    this(() -> servers, tryLimit);
  }

  private DnsResolver(Supplier<List<InetSocketAddress>> settings, Duration tryLimit) {
    this.settings = settings;
    this.tryLimit = tryLimit;
  }

  private List<InetSocketAddress> servers() {
    List<InetSocketAddress> set = settings.get();
    List<InetSocketAddress> servers =
        set.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : set;
    return servers.isEmpty() ? List.of(ON_THIS_MACHINE) : servers;
  }

  /** The answer, or the last thing that a server said or did not say. */
  DnsReply ask(Name name, int type, Deadline deadline) {
    return ask(DnsTransport.query(name, type, true), ROUNDS, deadline);
  }

  /** The same, with each server asked once. */
  DnsReply askOnce(Name name, int type, Deadline deadline) {
    return ask(DnsTransport.query(name, type, true), 1, deadline);
  }

  /** The same, with the recursor's DNSSEC validation switched off (RFC 4035 section 3.2.2). */
  DnsReply askUnchecked(Name name, int type, Deadline deadline) {
    Message query = DnsTransport.query(name, type, true);
    query.getHeader().setFlag(Flags.CD);
    return ask(query, 1, deadline);
  }

  private DnsReply ask(Message query, int rounds, Deadline deadline) {
    List<InetSocketAddress> left = new ArrayList<>(servers());
    DnsReply last = new Silent(left.getFirst(), Why.TIMED_OUT);
    for (int round = 0; round < rounds && !left.isEmpty(); round++) {
      for (InetSocketAddress server : List.copyOf(left)) {
        if (deadline.isOver()) {
          return last;
        }
        DnsReply reply = DnsTransport.ask(server, query, deadline.atMost(tryLimit));
        if (reply instanceof Answered(var _, var message)) {
          int rcode = message.getRcode();
          if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
            return reply;
          }
          // What a server said outweighs another's silence, and asking it again changes nothing.
          left.remove(server);
          last = reply;
        } else if (last instanceof Silent) {
          last = reply;
        }
      }
    }
    return last;
  }

  Duration tryLimit() {
    return tryLimit;
  }

  /** The addresses of a host as a CA finds them: AAAA and A, CNAMEs followed by the recursor. */
  AddressSight addresses(Name host, Deadline deadline) {
    Set<InetAddress> found = new LinkedHashSet<>();
    String problem = "it has no A or AAAA record";
    for (int type : new int[] {Type.AAAA, Type.A}) {
      switch (ask(host, type, deadline)) {
        case Answered(var server, var message) -> {
          for (Record record : message.getSection(Section.ANSWER)) {
            if (record instanceof AAAARecord six) {
              found.add(six.getAddress());
            } else if (record instanceof ARecord four) {
              found.add(four.getAddress());
            }
          }
          if (message.getRcode() == Rcode.NXDOMAIN) {
            problem = "the name does not exist";
          } else if (message.getRcode() != Rcode.NOERROR) {
            problem =
                "the resolver "
                    + DnsText.server(server)
                    + " answers "
                    + Rcode.string(message.getRcode());
          }
        }
        case Silent silent -> problem = DnsText.resolverSilent(silent);
      }
    }
    return new AddressSight(List.copyOf(found), problem);
  }

  /**
   * @param problem why there may be none; means nothing while there are some
   */
  record AddressSight(List<InetAddress> addresses, String problem) {}
}
