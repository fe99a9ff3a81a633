package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** dnsjava's validator takes our denials of existence, and only for the names that they deny. */
class DenialTest {

  private static final Name APEX = Name.parse("acme-1.example.com");
  private static final Name NAME_SERVER = APEX.child("ns1");
  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
  private static final int[] NONE = {};

  private final ZoneKey key = ZoneKey.generate();
  private final RrsetSigner signer = new RrsetSigner(key, APEX);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b.acme-1.example.com",
        "UPPER.acme-1.example.com",
        "x.y.z.acme-1.example.com",
        "[.acme-1.example.com",
        "b\\000.acme-1.example.com",
        "\\255.acme-1.example.com",
        "\\000.acme-1.example.com",
        "\\000.\\000.acme-1.example.com",
        "*.acme-1.example.com",
        "x.*.acme-1.example.com",
        "x.ns1.acme-1.example.com",
        "x.y.ns1.acme-1.example.com",
        "\\000.ns1.acme-1.example.com",
        "ns1\\000.acme-1.example.com",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff012.acme-1.example.com"
      })
  void aNameThatDoesNotExistIsDeniedWithItsWildcard(String text) throws IOException {
    Name name = Name.parse(text);
    Message answer = ask(name, asked -> nameError(asked, denial(name)));
    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.getHeader().getFlag(Flags.AD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.acme-1.example.com", "*.acme-1.example.com", "x.Y.acme-1.example.com"})
  void oneRecordDeniesANameInTheCompactForm(String text) throws IOException {
    Message answer = ask(Name.parse(text), this::compact);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getHeader().getFlag(Flags.AD)).isTrue();
  }

  @Test
  void theRecordsOfOneNameDenyNoOther() throws IOException {
    for (String neighbour : List.of("a", "c", "bb", "a\\255\\255", "b\\000")) {
      List<Nsec.Covering> denial = denial(Name.parse(neighbour + ".acme-1.example.com"));
      Message answer = ask(APEX.child("b"), asked -> nameError(asked, denial));
      assertThat(answer.getRcode()).as(neighbour).isEqualTo(Rcode.SERVFAIL);
    }
  }

  @Test
  void theWildcardHasToBeDeniedToo() throws IOException {
    Name name = APEX.child("b");
    assertThat(denial(name)).hasSize(2);
    for (Nsec.Covering alone : denial(name)) {
      Message answer = ask(name, asked -> nameError(asked, List.of(alone)));
      assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
    }
    assertThat(denial(APEX.child("*"))).hasSize(1);
  }

  private Message ask(Name name, Function<Name, Message> answers) throws IOException {
    ValidatingResolver resolver =
        new ValidatingResolver(new Upstream(answers), Clock.fixed(NOW, ZoneOffset.UTC));
    String anchor = APEX + " 60 IN DS " + key.ds(APEX);
    resolver.loadTrustAnchors(new ByteArrayInputStream(anchor.getBytes(StandardCharsets.US_ASCII)));
    return resolver.send(
        Message.newQuery(Record.newRecord(Dnsjava.name(name), RecordType.TXT, DClass.IN)));
  }

  private static List<Nsec.Covering> denial(Name name) {
    Name encloser = name.isSubdomainOf(NAME_SERVER) ? NAME_SERVER : APEX;
    return Nsec.nameError(name, encloser, APEX, DenialTest::typesAt);
  }

  private Message nameError(Name asked, List<Nsec.Covering> denial) {
    Message response = response(asked, RecordType.TXT, Rcode.NXDOMAIN);
    add(response, soa());
    for (Nsec.Covering covering : denial) {
      add(response, new RRset(covering.owner(), RecordType.NSEC, 60, List.of(covering.nsec())));
    }
    return response;
  }

  private Message compact(Name asked) {
    Message response = response(asked, RecordType.TXT, Rcode.NOERROR);
    add(response, soa());
    Rdata nsec =
        Nsec.rdata(
            Nsec.successor(asked, APEX), RecordType.RRSIG, RecordType.NSEC, RecordType.NXNAME);
    add(response, new RRset(asked, RecordType.NSEC, 60, List.of(nsec)));
    return response;
  }

  private static int[] typesAt(Name name) {
    if (name.equals(APEX)) {
      return new int[] {RecordType.SOA, RecordType.NS, RecordType.DNSKEY};
    }
    return name.equals(NAME_SERVER) ? new int[] {RecordType.A} : NONE;
  }

  private static RRset soa() {
    Rdata soa = Rdata.startOfAuthority(NAME_SERVER, Name.ROOT, 1, 2, 3, 4, 60);
    return new RRset(APEX, RecordType.SOA, 60, List.of(soa));
  }

  private static Message response(Name name, int type, int rcode) {
    Record question = Record.newRecord(Dnsjava.name(name), type, DClass.IN);
    Message response = Message.newQuery(question);
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.AA);
    response.getHeader().setRcode(rcode);
    return response;
  }

  private void add(Message response, RRset rrset) {
    int section = rrset.type() == RecordType.DNSKEY ? Section.ANSWER : Section.AUTHORITY;
    Rdata signature =
        signer.sign(rrset, NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofDays(1)));
    for (Rdata rdata : rrset.records()) {
      response.addRecord(Dnsjava.record(rrset.owner(), rrset.type(), rrset.ttl(), rdata), section);
    }
    response.addRecord(
        Dnsjava.record(rrset.owner(), RecordType.RRSIG, rrset.ttl(), signature), section);
  }

  /** The validator's way to the zone, without a network: the key, and what the test answers. */
  private final class Upstream implements Resolver {

    private final Function<Name, Message> answers;

    Upstream(Function<Name, Message> answers) {
      this.answers = answers;
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
      Name name = Name.parse(query.getQuestion().getName().toString());
      int type = query.getQuestion().getType();
      Message response;
      if (type == RecordType.DNSKEY) {
        response = response(name, type, Rcode.NOERROR);
        add(response, new RRset(APEX, RecordType.DNSKEY, 60, List.of(key.dnskey())));
      } else {
        response = answers.apply(name);
      }
      response.getHeader().setID(query.getHeader().getID());
      return CompletableFuture.completedFuture(response);
    }

    @Override
    public void setPort(int port) {}

    @Override
    public void setTCP(boolean tcp) {}

    @Override
    public void setIgnoreTruncation(boolean ignore) {}

    @Override
    public void setEDNS(int version, int size, int flags, List<EDNSOption> options) {}

    @Override
    public void setTSIGKey(@Nullable TSIG tsig) {}

    @Override
    public void setTimeout(Duration timeout) {}
  }
}
