package dev.kalm.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * What one server answers, as an independent client sees it.
 *
 * @param rcode "NOERROR", "NXDOMAIN" …
 * @param values the data of the records of the type asked for, in presentation form
 */
public record DnsAnswer(String rcode, List<String> values) {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  public DnsAnswer {
    values = List.copyOf(values);
  }

  /** Asks over UDP, and again over TCP when the answer was cut. */
  public static DnsAnswer ask(InetSocketAddress server, String name, String type)
      throws IOException {
    int number = Type.value(type);
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(LIMIT);
    Message answer =
        resolver.send(
            Message.newQuery(
                Record.newRecord(Name.fromString(name, Name.root), number, DClass.IN)));
    return new DnsAnswer(
        Rcode.string(answer.getRcode()),
        answer.getSection(Section.ANSWER).stream()
            .filter(record -> record.getType() == number)
            .map(Record::rdataToString)
            .toList());
  }

  /** As a person writes it: "ns.myapp.com", or "(nothing)". */
  String text() {
    if (values.isEmpty()) {
      return rcode.equals("NOERROR") ? "(nothing)" : "(" + rcode + ")";
    }
    return values.stream()
        .map(value -> value.replaceAll("\\.$", ""))
        .collect(Collectors.joining(", "));
  }
}
