package dev.kalm.server.check;

/**
 * How the records of a validation zone are looked at from outside: its own, and its delegations'.
 */
public record Looks(ZoneCheck zone, DelegationCheck delegation) {

  /** Both ask this resolver. */
  public static Looks through(DnsResolver resolver) {
    return new Looks(new ZoneCheck(resolver), new DelegationCheck(resolver));
  }
}
