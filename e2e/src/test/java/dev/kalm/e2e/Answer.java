package dev.kalm.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** What a validating resolver says to a client that wants to know whether it validated. */
record Answer(Message message) {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int BUFFER = 1232;

  /** Asks with DO (RFC 3225), over TCP when UDP was not enough. */
  static Answer of(InetSocketAddress resolver, String name, String type) throws IOException {
    SimpleResolver client = new SimpleResolver(resolver);
    client.setTimeout(LIMIT);
    client.setEDNS(0, BUFFER, ExtendedFlags.DO);
    return new Answer(
        client.send(
            Message.newQuery(
                Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN))));
  }

  String rcode() {
    return Rcode.string(message.getRcode());
  }

  boolean authenticated() {
    return message.getHeader().getFlag(Flags.AD);
  }

  /** The data of the answer's records of this type, in presentation form. */
  List<String> values(String type) {
    return message.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == Type.value(type))
        .map(Record::rdataToString)
        .toList();
  }

  @Override
  public String toString() {
    return message.toString();
  }
}
