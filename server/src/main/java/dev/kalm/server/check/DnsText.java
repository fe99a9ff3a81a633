package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Silent;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** How names and servers are read and written in sentences. */
final class DnsText {
  private static final int DNS_PORT = 53;

  private DnsText() {}

  /**
   * @param text an A-label name, with or without a trailing dot
   * @throws IllegalArgumentException if it is not a domain name
   */
  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a domain name", e);
    }
  }

  static String text(Name name) {
    return name.equals(Name.root) ? "the root" : name.toString(true);
  }

  /** The records of the answer section that stand at {@code owner} itself. */
  static Stream<Record> answers(Message message, Name owner) {
    return message.getSection(Section.ANSWER).stream()
        .filter(record -> record.getName().equals(owner));
  }

  static String server(InetSocketAddress server) {
    String address = server.getAddress().getHostAddress();
    if (server.getPort() == DNS_PORT) {
      return address;
    }
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + server.getPort();
  }

  /** The beginning of what a stranger sent, fit for one line. */
  static String shortened(String text, int characters) {
    String line = text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    return line.length() <= characters ? line : line.substring(0, characters) + "...";
  }

  static String resolverSilent(Silent silent) {
    return "the resolver "
        + server(silent.server())
        + " did not answer ("
        + silent.why().text
        + "): see that it runs, or choose another in the settings (resolver.servers)";
  }
}
