package dev.kalm.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who makes a request, and for what they may. Bound for the time of one request; outside of
 * requests, it is Kalm itself.
 *
 * @param id of the user or the token; empty for Kalm itself and for the data folder's token
 * @param name for people: a user's name, or the token's
 * @param domains for which an operator issues: each with everything below it; empty for none
 * @param certificate the only one that a token for a download is good for
 * @param from the client's address; empty for Kalm itself
 */
public record Caller(
    Kind kind,
    String id,
    String name,
    Role role,
    List<String> domains,
    Optional<String> certificate,
    String from) {
  private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();
  private static final Caller KALM =
      new Caller(Kind.KALM, "", "kalm", Role.ADMINISTRATOR, List.of(), Optional.empty(), "");

  /** What stands behind a request. */
  public enum Kind {
    /** A person with a session. */
    USER,
    /** A program with an API token. */
    TOKEN,
    /** Whoever can read the data folder. */
    ADMIN_TOKEN,
    /** Nobody: a job of the service itself. */
    KALM,
    /** Somebody who has not said who they are. */
    NOBODY;

    /** The contract's spelling: lower case, words joined by hyphens. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Caller {
    domains = List.copyOf(domains);
  }

  /** Whoever makes the request that this thread is answering. */
  public static Caller current() {
    return CURRENT.orElse(KALM);
  }

  /** Somebody who has not said who they are. */
  static Caller nobody(String from) {
    return new Caller(Kind.NOBODY, "", "", Role.VIEWER, List.of(), Optional.empty(), from);
  }

  /** Whoever can read the data folder. */
  public static Caller adminToken(String from) {
    return new Caller(
        Kind.ADMIN_TOKEN,
        "",
        AdminToken.FILE,
        Role.ADMINISTRATOR,
        List.of(),
        Optional.empty(),
        from);
  }

  ScopedValue.Carrier bound() {
    return ScopedValue.where(CURRENT, this);
  }

  /** Who this is, in words for a refusal. */
  String words() {
    return certificate
        .map(id -> "the token %s, which may download the certificate %s".formatted(name, id))
        .orElseGet(() -> "%s, a%s %s".formatted(name, role == Role.VIEWER ? "" : "n", role));
  }

  /** Whether certificates with all these names are this caller's to ask for. */
  public boolean mayIssue(List<String> names) {
    return switch (role) {
      case ADMINISTRATOR -> true;
      case OPERATOR -> names.stream().allMatch(this::owns);
      case VIEWER -> false;
    };
  }

  private boolean owns(String name) {
    String domain = name.startsWith("*.") ? name.substring(2) : name;
    return domains.stream().anyMatch(own -> domain.equals(own) || domain.endsWith("." + own));
  }

  /**
   * Goes on only if the private key of this certificate is the caller's to fetch.
   *
   * @param certificate its id
   * @throws RequestException 403
   */
  public void requireDownload(String certificate, List<String> names) {
    if (!this.certificate.equals(Optional.of(certificate))) {
      requireIssue(names);
    }
  }

  /**
   * Goes on only if certificates with all these names are the caller's.
   *
   * @throws RequestException 403, naming the first that is not
   */
  public void requireIssue(List<String> names) {
    for (String foreign : names) {
      if (!mayIssue(List.of(foreign))) {
        throw RequestException.forbidden(
            "%s is not among the domains of %s (%s). Ask an administrator for it."
                .formatted(foreign, name, domains.isEmpty() ? "none" : String.join(", ", domains)));
      }
    }
  }
}
