package dev.kalm.server.check;

import dev.kalm.server.check.DnsResolver.AddressSight;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gets an HTTP-01 key authorization as a CA does (RFC 8555 section 8.3), from each address of the
 * name. Safe for use by many threads.
 */
public final class HttpCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);
  static final int ADDRESS_LIMIT = 8;
  static final int REDIRECT_LIMIT = 10;

  /** How much of a wrong body a sentence shows. */
  private static final int CHARACTERS_SHOWN = 60;

  private final DnsResolver resolver;
  private final int httpPort;
  private final int httpsPort;
  private final Duration limit;

  public HttpCheck(DnsResolver resolver) {
    this(resolver, HttpTarget.HTTP_PORT, HttpTarget.HTTPS_PORT, DEFAULT_LIMIT);
  }

  /**
   * @param httpPort what stands for port 80: 80 in the world
   * @param httpsPort what stands for port 443: 443 in the world
   * @param limit how long one look may take
   */
  public HttpCheck(DnsResolver resolver, int httpPort, int httpsPort, Duration limit) {
    this.resolver = resolver;
    this.httpPort = httpPort;
    this.httpsPort = httpsPort;
    this.limit = limit;
  }

  private sealed interface Outcome {}

  private record Right(String detail) implements Outcome {}

  private record Wrong(String detail) implements Outcome {}

  private record NotConnected(String detail) implements Outcome {}

  /**
   * Every address has to answer rightly, since a CA picks one. An IPv6 address that takes no
   * connection is forgiven where an IPv4 address answers: a CA falls back to that.
   *
   * @throws IllegalArgumentException if {@code name} is not a domain name
   */
  public HttpSight look(String name, String token, String keyAuthorization) {
    Deadline deadline = Deadline.in(limit);
    AddressSight sight = resolver.addresses(DnsText.name(name), deadline);
    if (sight.addresses().isEmpty()) {
      return new HttpSight(
          false,
          "no address of %s was found (%s): add an A or AAAA record that leads to this server"
              .formatted(name, sight.problem()));
    }
    List<InetAddress> addresses = sight.addresses().stream().limit(ADDRESS_LIMIT).toList();
    HttpTarget target = HttpTarget.challenge(name, token);
    List<Outcome> outcomes =
        SideBySide.map(addresses, address -> walk(target, address, keyAuthorization, deadline));
    boolean fourAnswers = false;
    for (int i = 0; i < addresses.size(); i++) {
      fourAnswers |= addresses.get(i) instanceof Inet4Address && outcomes.get(i) instanceof Right;
    }
    String remark = "";
    for (int i = 0; i < addresses.size(); i++) {
      switch (outcomes.get(i)) {
        case Right _ -> {}
        case Wrong(var detail) -> {
          return new HttpSight(false, detail);
        }
        case NotConnected(var detail) -> {
          if (!(fourAnswers && addresses.get(i) instanceof Inet6Address)) {
            return new HttpSight(false, detail);
          }
          remark = "; a CA falls back to IPv4, since " + detail;
        }
      }
    }
    return new HttpSight(
        true,
        outcomes.getFirst() instanceof Right right && remark.isEmpty()
            ? right.detail()
            : "the key authorization is at " + target + remark);
  }

  private Outcome walk(
      HttpTarget first, InetAddress address, String keyAuthorization, Deadline deadline) {
    HttpTarget target = first;
    List<InetAddress> addresses = List.of(address);
    Set<HttpTarget> visited = new HashSet<>();
    for (int redirects = 0; redirects <= REDIRECT_LIMIT; redirects++) {
      if (!visited.add(target)) {
        return new Wrong("the redirects from " + first + " run in a circle: mend them");
      }
      Got got = get(target, addresses, deadline);
      String where = target + " at " + got.address().getHostAddress();
      switch (got.reply()) {
        case HttpExchange.NotConnected(var why) -> {
          String detail = notConnected(target, got.address(), why);
          return redirects == 0 ? new NotConnected(detail) : new Wrong(detail);
        }
        case HttpExchange.Broken(var why) -> {
          return new Wrong(
              where
                  + " gave no whole answer ("
                  + why.text
                  + "): see that an HTTP server answers there without delay");
        }
        case HttpExchange.Response response when response.location() != null -> {
          try {
            target = target.redirect(response.location());
          } catch (IllegalArgumentException e) {
            return new Wrong(where + " redirects " + e.getMessage() + ": change the redirect");
          }
          AddressSight sight = resolver.addresses(DnsText.name(target.host()), deadline);
          if (sight.addresses().isEmpty()) {
            return new Wrong(
                "%s redirects to %s, which has no address (%s): change the redirect"
                    .formatted(where, target.host(), sight.problem()));
          }
          addresses = sight.addresses();
        }
        case HttpExchange.Response response -> {
          return judge(where, response, keyAuthorization);
        }
      }
    }
    return new Wrong(
        "more than "
            + REDIRECT_LIMIT
            + " redirects follow one another from "
            + first
            + ": mend them");
  }

  private record Got(InetAddress address, HttpExchange.Reply reply) {}

  /** IPv6 first, then IPv4 if that takes no connection. */
  private Got get(HttpTarget target, List<InetAddress> addresses, Deadline deadline) {
    int port = target.port() == HttpTarget.HTTPS_PORT ? httpsPort : httpPort;
    InetAddress first = addresses.getFirst();
    Got got = new Got(first, exchange(first, port, target, deadline));
    if (got.reply() instanceof HttpExchange.NotConnected && first instanceof Inet6Address) {
      for (InetAddress other : addresses) {
        if (other instanceof Inet4Address) {
          return new Got(other, exchange(other, port, target, deadline));
        }
      }
    }
    return got;
  }

  private static HttpExchange.Reply exchange(
      InetAddress address, int port, HttpTarget target, Deadline deadline) {
    return HttpExchange.get(new InetSocketAddress(address, port), target, deadline);
  }

  private String notConnected(HttpTarget target, InetAddress address, DnsReply.Why why) {
    int port = target.port() == HttpTarget.HTTPS_PORT ? httpsPort : httpPort;
    return "port %d at %s, an address of %s, %s: %s"
        .formatted(
            port,
            address.getHostAddress(),
            target.host(),
            why.text,
            switch (why) {
              case TIMED_OUT, BROKEN -> "open it in the firewall";
              case CLOSED ->
                  "start this server there, or change the "
                      + ZoneCheck.type(address)
                      + " record if it leads to another machine";
              case NO_ROUTE -> "delete the record if the address is not in use";
            });
  }

  private static Outcome judge(
      String where, HttpExchange.Response response, String keyAuthorization) {
    String forward = ": lead " + HttpTarget.CHALLENGE_PATH + " there to this server";
    if (response.status() != 200) {
      return new Wrong(where + " answers " + response.status() + forward);
    }
    if (response.tooLong()) {
      return new Wrong(
          where
              + " answers with more than "
              + HttpExchange.BODY_BYTES_LIMIT / 1024
              + " KiB"
              + forward);
    }
    // RFC 8555 section 8.3: whitespace at the body's end does not count.
    if (!response.body().stripTrailing().equals(keyAuthorization)) {
      return new Wrong(
          "%s answers \"%s\" instead of the key authorization%s"
              .formatted(where, DnsText.shortened(response.body(), CHARACTERS_SHOWN), forward));
    }
    return new Right("the key authorization is at " + where);
  }
}
