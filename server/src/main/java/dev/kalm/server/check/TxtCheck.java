package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Whether a TXT value can be seen, as a CA looks for it. Safe for use by many threads. */
public final class TxtCheck {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  /** How many other values, and how much of each, a sentence shows. */
  private static final int VALUES_SHOWN = 3;

  private static final int CHARACTERS_SHOWN = 60;

  private final DnsResolver resolver;
  private final Duration limit;

  public TxtCheck(DnsResolver resolver) {
    this(resolver, DEFAULT_LIMIT);
  }

  /**
   * @param limit how long one look may take
   */
  public TxtCheck(DnsResolver resolver, Duration limit) {
    this.resolver = resolver;
    this.limit = limit;
  }

  /**
   * Through the recursor, CNAMEs followed.
   *
   * @throws IllegalArgumentException if {@code challengeName} is not a domain name
   */
  public TxtSight look(String challengeName, String value) {
    Deadline deadline = Deadline.in(limit);
    Name at = DnsText.name(challengeName);
    // The recursor follows CNAMEs itself; one that stops short is asked again from there.
    for (int hop = 0; hop <= CnameChain.LIMIT; hop++) {
      DnsReply reply = resolver.ask(at, Type.TXT, deadline);
      if (!(reply instanceof Answered(var _, var message))) {
        return new TxtSight(false, List.of(), sentence(reply, "the resolver"));
      }
      Name end = end(message, at);
      if (end == null) {
        break;
      }
      List<String> values = values(message, end);
      if (!values.isEmpty() || end.equals(at) || message.getRcode() != Rcode.NOERROR) {
        return sight(reply, message, end, values, value, "the resolver");
      }
      at = end;
    }
    return new TxtSight(
        false,
        List.of(),
        "the CNAMEs from "
            + challengeName
            + " run in a circle or are more than "
            + CnameChain.LIMIT
            + ": change the CNAME at the DNS provider");
  }

  /**
   * One server, asked directly and without recursion over UDP, such as our own listener.
   *
   * @throws IllegalArgumentException if {@code owner} is not a domain name
   */
  public TxtSight lookAt(InetSocketAddress server, String owner, String value) {
    Name name = DnsText.name(owner);
    Message query = DnsTransport.query(name, Type.TXT, false);
    Deadline deadline = Deadline.in(limit);
    DnsReply reply = DnsTransport.ask(server, query, deadline.atMost(resolver.tryLimit()));
    if (reply instanceof Silent) {
      reply = DnsTransport.ask(server, query, deadline.atMost(resolver.tryLimit()));
    }
    return reply instanceof Answered(var _, var message)
        ? sight(reply, message, name, values(message, name), value, "the name server")
        : new TxtSight(false, List.of(), sentence(reply, "the name server"));
  }

  private static TxtSight sight(
      DnsReply reply, Message message, Name end, List<String> values, String value, String who) {
    String name = DnsText.text(end);
    if (values.contains(value)) {
      return new TxtSight(true, values, "the TXT value is at " + name);
    }
    return new TxtSight(
        false,
        values,
        switch (message.getRcode()) {
          case Rcode.NXDOMAIN ->
              name + " does not exist (NXDOMAIN): see that the CNAME leads to the right name";
          case Rcode.NOERROR ->
              values.isEmpty()
                  ? "there is no TXT record at " + name + " yet"
                  : name + " has other TXT values (" + shown(values) + ") and not the one expected";
          default -> sentence(reply, who) + " for " + name + ": see whether its zone is reachable";
        });
  }

  private static String sentence(DnsReply reply, String who) {
    String server = who + " " + DnsText.server(reply.server());
    return switch (reply) {
      case Answered(var _, var message) -> server + " answers " + Rcode.string(message.getRcode());
      case Silent silent ->
          server + " did not answer (" + silent.why().text + "): see that it runs";
    };
  }

  private static String shown(List<String> values) {
    String first =
        values.stream()
            .limit(VALUES_SHOWN)
            .map(v -> "\"" + DnsText.shortened(v, CHARACTERS_SHOWN) + "\"")
            .collect(Collectors.joining(", "));
    return values.size() > VALUES_SHOWN
        ? first + " and " + (values.size() - VALUES_SHOWN) + " more"
        : first;
  }

  /** The end of the message's CNAME chain; null when it is a circle. */
  private static @Nullable Name end(Message message, Name start) {
    Name at = start;
    for (int hop = 0; hop <= CnameChain.LIMIT; hop++) {
      if (!(CnameStep.of(message, at) instanceof CnameStep.Points(var to, var _))) {
        return at;
      }
      at = to;
    }
    return null;
  }

  private static List<String> values(Message message, Name owner) {
    List<String> values = new ArrayList<>();
    DnsText.answers(message, owner)
        .filter(TXTRecord.class::isInstance)
        .map(TXTRecord.class::cast)
        .forEach(txt ->
            values.add(
                txt.getStringsAsByteArrays().stream()
                    .map(part -> new String(part, StandardCharsets.ISO_8859_1))
                    .collect(Collectors.joining())));
    return values;
  }
}
