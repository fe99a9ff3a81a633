package dev.kalm.testnet;

/** The recursive resolvers that a box can start, all of them Debian's. */
public enum ResolverKind {
  /** As Let's Encrypt sets it up: names in random case, no QNAME minimisation, no cache. */
  UNBOUND("Unbound"),
  /** QNAME minimisation that takes NXDOMAIN at its word (RFC 9156, RFC 8020). */
  UNBOUND_STRICT("Unbound, strict QNAME minimisation"),
  KNOT_RESOLVER("Knot Resolver"),
  /** Has no switch that makes it ask over TCP only. */
  POWERDNS_RECURSOR("PowerDNS Recursor"),
  BIND("BIND named");

  private final String title;

  ResolverKind(String title) {
    this.title = title;
  }

  /** Whether it can be started here; {@code ./dev test} fetches it. */
  public boolean isInstalled() {
    return Tools.has(software().program());
  }

  /** Whether it can be told to ask over TCP only. */
  public boolean canForceTcp() {
    return this != POWERDNS_RECURSOR;
  }

  ResolverSoftware software() {
    return switch (this) {
      case UNBOUND -> new Unbound(false, false);
      case UNBOUND_STRICT -> new Unbound(true, false);
      case KNOT_RESOLVER -> new KnotResolver();
      case POWERDNS_RECURSOR -> new PowerDnsRecursor();
      case BIND -> new Bind();
    };
  }

  @Override
  public String toString() {
    return title;
  }
}
