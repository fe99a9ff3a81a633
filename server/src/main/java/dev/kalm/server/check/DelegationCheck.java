package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.Direct;
import dev.kalm.server.check.Authorities.Found;
import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Whether {@code _acme-challenge.<domain>} leads by CNAME into the validation zone.
 *
 * <p>The recursor is asked first, for CNAME at each name and never for what stands at the target: a
 * validation zone that is broken itself, or has no value yet, changes nothing here and leaves
 * nothing in the recursor's cache. If its answer is not the right one, the domain's own servers are
 * asked, which tells "not there" from "not seen yet". Safe for use by many threads.
 */
public final class DelegationCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  /** The look for other records is a courtesy: a silent provider must not hold up a good CNAME. */
  static final Duration BESIDE_LIMIT = Duration.ofMillis(500);

  private static final List<Integer> BESIDE_TYPES = List.of(Type.TXT, Type.A, Type.AAAA);

  private static final int DNS_PORT = 53;

  private final DnsResolver resolver;
  private final Authorities authorities;
  private final Duration limit;

  public DelegationCheck(DnsResolver resolver) {
    this(resolver, DNS_PORT, DEFAULT_LIMIT);
  }

  /**
   * @param authoritativePort where the domain's own servers listen: 53 in the world
   * @param limit how long one check may take
   */
  public DelegationCheck(DnsResolver resolver, int authoritativePort, Duration limit) {
    this.resolver = resolver;
    this.authorities = new Authorities(resolver, authoritativePort);
    this.limit = limit;
  }

  /**
   * OK once the recursor sees it. While the recursor still has an old answer, the status is that of
   * the old answer, and the detail says that the provider has the new one.
   *
   * @param challengeName {@code _acme-challenge.myapp.com}
   * @param target {@code <uuid>.<zone>}
   * @throws IllegalArgumentException if either is not a domain name
   */
  public RecordCheck check(String challengeName, String target) {
    Deadline deadline = Deadline.in(limit);
    DelegationText text = new DelegationText(DnsText.name(challengeName), DnsText.name(target));
    CnameChain seen =
        CnameChain.follow(text.name(), text.target(), name -> recursorStep(name, deadline));
    if (seen instanceof CnameChain.Reached) {
      List<String> besides = besides(text, deadline.atMost(BESIDE_LIMIT));
      return besides.isEmpty() ? text.ok(seen) : text.besides(besides);
    }
    CnameChain direct =
        CnameChain.follow(text.name(), text.target(), name -> directStep(name, deadline));
    DelegationHints hints = new DelegationHints(text, this::direct);
    return switch (direct) {
      case CnameChain.Reached _ ->
          seen instanceof CnameChain.Failed failed
              ? text.resolverFails(failed, isBogus(failed.path().getLast(), deadline))
              : text.stale(text.describe(seen), seen);
      case CnameChain.Failed failed ->
          switch (seen) {
            case CnameChain.Failed _ -> text.describe(failed);
            // Where the CNAME leads cannot be asked, but its own zone may still explain it.
            case CnameChain.Ends ends when ends.path().size() > 1 -> hints.explain(ends, deadline);
            case CnameChain.Reached _,
                CnameChain.Ends _,
                CnameChain.Forks _,
                CnameChain.Loops _,
                CnameChain.TooLong _ ->
                text.describe(seen);
          };
      case CnameChain.Ends ends -> hints.explain(ends, deadline);
      case CnameChain.Forks _, CnameChain.Loops _, CnameChain.TooLong _ -> text.describe(direct);
    };
  }

  private CnameStep recursorStep(Name name, Deadline deadline) {
    return switch (resolver.ask(name, Type.CNAME, deadline)) {
      case Answered(var server, var message) ->
          switch (message.getRcode()) {
            case Rcode.NOERROR, Rcode.NXDOMAIN -> CnameStep.of(message, name);
            default ->
                new CnameStep.Failed(
                    "the resolver "
                        + DnsText.server(server)
                        + " answers "
                        + Rcode.string(message.getRcode()));
          };
      case Silent silent -> new CnameStep.Failed(DnsText.resolverSilent(silent));
    };
  }

  private CnameStep directStep(Name name, Deadline deadline) {
    return switch (direct(name, Type.CNAME, deadline)) {
      case Direct.Said said -> CnameStep.of(said.message(), name);
      case Direct.Failed(var why) -> new CnameStep.Failed(why);
    };
  }

  private Direct direct(Name name, int type, Deadline deadline) {
    return switch (enclosing(name, deadline)) {
      case Found.Zone(var authority) -> authorities.ask(authority, name, type, deadline);
      case Found.Nothing(var why) -> new Direct.Failed(why);
    };
  }

  /** From the parent on: at the name itself the recursor would follow the CNAME out of the zone. */
  private Found enclosing(Name name, Deadline deadline) {
    return authorities.closest(new Name(name, 1), deadline);
  }

  /**
   * The types of other records at the name (RFC 1034 section 3.6.2 forbids them): a TXT record is
   * what a CA may get instead of ours, and an address makes resolvers disagree on the rest.
   */
  private List<String> besides(DelegationText text, Deadline deadline) {
    if (!(enclosing(text.name(), deadline) instanceof Found.Zone(var authority))) {
      return List.of();
    }
    return SideBySide.map(
            BESIDE_TYPES,
            type ->
                authorities.ask(authority, text.name(), type, deadline) instanceof Direct.Said said
                        && DnsText.answers(said.message(), text.name())
                            .anyMatch(record -> record.getType() == type)
                    ? Type.string(type)
                    : "")
        .stream()
        .filter(type -> !type.isEmpty())
        .toList();
  }

  /** Whether the recursor's failure goes away when it does not validate DNSSEC. */
  private boolean isBogus(Name name, Deadline deadline) {
    return resolver.askUnchecked(name, Type.CNAME, deadline) instanceof Answered(var _, var message)
        && message.getRcode() == Rcode.NOERROR;
  }
}
