package dev.kalm.dns.server;

import dev.kalm.dns.Asking;
import dev.kalm.dns.server.WireMessage.Option;
import dev.kalm.dns.server.WireMessage.WireRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What has to be true of every answer, whatever was asked. It reads messages with dnsjava and with
 * {@link WireMessage}, never with the server's own code.
 */
final class AnswerOracle {

  private static final int SILENCE = -1;

  private static final int NOERROR = 0;
  private static final int FORMERR = 1;
  private static final int NXDOMAIN = 3;
  private static final int NOTIMP = 4;
  private static final int BADVERS = 16;
  private static final int BADCOOKIE = 23;

  /** SERVFAIL is not among them: it is a mistake of ours. */
  private static final Set<Integer> RCODES =
      Set.of(NOERROR, FORMERR, NXDOMAIN, NOTIMP, 5, 9, BADVERS, BADCOOKIE);

  private static final int EXTENDED_ERROR = 15;

  private final QueryPipeline pipeline;
  private final @Nullable DnssecOracle dnssec;

  /**
   * @param dnssec for a zone that is signed
   */
  AnswerOracle(QueryPipeline pipeline, @Nullable DnssecOracle dnssec) {
    this.pipeline = pipeline;
    this.dnssec = dnssec;
  }

  /**
   * Asks, and judges the answer.
   *
   * @return the answer's rcode, 12 bits; -1 when there rightly was none
   * @throws AssertionError says what was wrong
   */
  int check(byte[] query, ClientAddress client, Transport transport) {
    byte[] answer = ask(query, client, transport);
    boolean answerable = query.length >= 12 && (query[2] & 0x80) == 0;
    require((answer.length > 0) == answerable, "an answer to %s", answerable ? "a query" : "this");
    if (!answerable) {
      return SILENCE;
    }
    WireMessage wire = WireMessage.read(answer);
    require(wire != null, "counts and lengths of the answer do not fit its bytes");
    int rcode = rcode(wire);
    require(RCODES.contains(rcode), "rcode %d", rcode);
    WireMessage asked = WireMessage.read(query);
    boolean understood = rcode != FORMERR && rcode != NOTIMP;
    require(asked != null || !understood, "garbage is understood");
    require(
        understood || asked == null || asked.opcode() != 0 || !asked.isSurelyWellFormed(),
        "a well-formed query is not understood");
    header(query, answer);
    question(query, asked, wire, rcode);
    opt(asked, wire, rcode);
    int limit = transport == Transport.TCP ? 65535 : datagramLimit(asked);
    require(answer.length <= limit, "%d bytes of %d", answer.length, limit);
    records(wire, rcode);
    if (wire.truncated()) {
      require(transport == Transport.UDP, "TC over TCP");
      require(wire.records().size() == wire.opts().size(), "TC and records");
    }
    if (transport == Transport.UDP) {
      sameOverTcp(query, client, wire, limit);
    }
    return rcode;
  }

  private byte[] ask(byte[] query, ClientAddress client, Transport transport) {
    // The message stands in a larger buffer with other bytes behind it, as it does in the server.
    byte[] buffer = Arrays.copyOf(query, query.length + 64);
    Arrays.fill(buffer, query.length, buffer.length, (byte) 0xc0);
    byte[] before = buffer.clone();
    pipeline.beginBatch();
    int length = pipeline.answer(buffer, query.length, client, transport);
    require(Arrays.equals(buffer, before), "the query's bytes were changed");
    return Arrays.copyOf(pipeline.answerBytes(), length);
  }

  /** ID, opcode, RD and CD are copied; QR is set; AD, RA and Z are not. */
  private static void header(byte[] query, byte[] answer) {
    require(answer[0] == query[0] && answer[1] == query[1], "another ID");
    require((answer[2] & 0xf9) == (0x80 | (query[2] & 0x79)), "QR, opcode or RD is wrong");
    require((answer[3] & 0xf0) == (query[3] & 0x10), "RA, Z, AD or CD is wrong");
  }

  private static void question(byte[] query, WireMessage asked, WireMessage wire, int rcode) {
    int count = WireMessage.unsignedShort(wire.bytes(), 4);
    require(count < 2, "%d questions", count);
    if (count == 1) {
      require(
          query.length >= wire.questionEnd()
              && Arrays.equals(wire.bytes(), 12, wire.questionEnd(), query, 12, wire.questionEnd()),
          "the question is not echoed");
    } else {
      boolean ofCookieAlone =
          asked != null && (rcode == NOERROR || rcode == BADCOOKIE || rcode == BADVERS);
      require(
          rcode == FORMERR || rcode == NOTIMP || ofCookieAlone, "rcode %d and no question", rcode);
      require(wire.count(WireMessage.ANSWER) == 0, "records without a question");
    }
  }

  /** One OPT for one OPT; what is in it is ours or this client's. */
  private static void opt(WireMessage asked, WireMessage wire, int rcode) {
    List<WireRecord> opts = wire.opts();
    int wanted = asked == null ? 0 : asked.opts().size();
    boolean readToTheEnd = rcode != FORMERR && rcode != NOTIMP;
    require(opts.size() < 2, "%d OPT records", opts.size());
    require(!readToTheEnd || opts.size() == wanted, "%d OPT for %d", opts.size(), wanted);
    if (opts.isEmpty()) {
      return;
    }
    WireRecord opt = opts.getFirst();
    byte[] bytes = wire.bytes();
    require(bytes[opt.start()] == 0 && opt.section() == WireMessage.ADDITIONAL, "OPT's place");
    require((opt.ttl() >>> 16 & 0xff) == 0, "EDNS version");
    require((opt.ttl() & 0x3fff) == 0, "unknown EDNS flags");
    for (Option option : wire.options(opt)) {
      boolean isError = option.code() == EXTENDED_ERROR && option.length() >= 2;
      boolean isCookie = option.code() == WireMessage.COOKIE && option.length() == 24;
      require(isCookie || isError, "option %s", option);
    }
    if (readToTheEnd) {
      WireRecord of = asked.opts().getFirst();
      require((opt.ttl() & 0x8000) == (of.ttl() & 0x8000), "DO is not copied");
      cookie(asked, wire, rcode);
    }
  }

  /** A cookie for a cookie, with this client's own in front (RFC 7873 section 5.2). */
  private static void cookie(WireMessage asked, WireMessage wire, int rcode) {
    Option given = wire.cookie();
    if (rcode == BADVERS && given == null) {
      return;
    }
    Option shown = asked.cookie();
    require((given == null) == (shown == null), "cookie %s for %s", given, shown);
    require(
        given == null
            || Arrays.equals(
                wire.bytes(),
                given.at(),
                given.at() + 8,
                asked.bytes(),
                shown.at(),
                shown.at() + 8),
        "another client's cookie");
  }

  private static int datagramLimit(@Nullable WireMessage asked) {
    boolean edns = asked != null && !asked.opts().isEmpty();
    int offered = edns ? asked.opts().getFirst().rrClass() : 512;
    return Math.min(1232, Math.max(512, offered));
  }

  private void records(WireMessage wire, int rcode) {
    Message answer = parse(wire.bytes());
    boolean authoritative = (wire.bytes()[2] & 0x04) != 0;
    boolean positive = wire.count(WireMessage.ANSWER) > 0;
    int records = wire.records().size() - wire.opts().size();
    require(authoritative || records == 0, "records without authority");
    require(!authoritative || rcode == NOERROR || rcode == NXDOMAIN, "authority with an error");
    if (!authoritative || wire.truncated()) {
      return;
    }
    Record question = answer.getQuestion();
    require(rcode == NOERROR || !positive, "NXDOMAIN and records");
    if (!positive && question.getDClass() == 1) {
      long soa = count(answer, Section.AUTHORITY, Type.SOA);
      require(soa == 1, "nothing, with %d SOA", soa);
    }
    byte[] name = question.getName().toWire();
    for (Record record : answer.getSection(Section.ANSWER)) {
      require(Arrays.equals(record.getName().toWire(), name), "the owner's case is another");
    }
    if (dnssec == null || !DnssecOracle.wanted(answer)) {
      boolean asked = question.getType() == Type.RRSIG || question.getType() == Type.NSEC;
      long unwanted =
          answer.getSection(Section.ANSWER).stream().filter(DnssecOracle::isProof).count()
              + answer.getSection(Section.AUTHORITY).stream().filter(DnssecOracle::isProof).count();
      require(unwanted == 0 || (asked && dnssec != null), "DNSSEC records that nobody wants");
    } else if (question.getDClass() == 1) {
      dnssec.check(answer, keys());
    }
  }

  private List<DNSKEYRecord> keys() {
    byte[] query = Asking.query(ServedZone.APEX, Type.DNSKEY);
    return parse(ask(query, new ClientAddress(), Transport.TCP)).getSection(Section.ANSWER).stream()
        .map(DNSKEYRecord.class::cast)
        .toList();
  }

  /** What fits into a datagram is what TCP says; what does not is there over TCP. */
  private void sameOverTcp(byte[] query, ClientAddress client, WireMessage overUdp, int limit) {
    WireMessage overTcp = WireMessage.read(ask(query, client, Transport.TCP));
    require(overTcp != null && !overTcp.truncated(), "TC over TCP");
    int end = overTcp.end(WireMessage.AUTHORITY);
    if (!overUdp.truncated()) {
      byte[] udp = overUdp.withoutSignatures();
      byte[] tcp = overTcp.withoutSignatures();
      require(
          Arrays.equals(udp, 0, 10, tcp, 0, 10)
              && Arrays.equals(udp, 12, overUdp.end(WireMessage.AUTHORITY), tcp, 12, end),
          "UDP says something else than TCP");
    } else if (dnssec == null) {
      int opt = overTcp.opts().stream().mapToInt(record -> record.end() - record.start()).sum();
      require(end + opt > limit, "TC for %d bytes, which fit into %d", end + opt, limit);
    }
  }

  private static int rcode(WireMessage wire) {
    long high = wire.opts().isEmpty() ? 0 : wire.opts().getFirst().ttl() >>> 24;
    return (int) high << 4 | (wire.bytes()[3] & 0x0f);
  }

  private static long count(Message answer, int section, int type) {
    return answer.getSection(section).stream().filter(record -> record.getType() == type).count();
  }

  private static Message parse(byte[] answer) {
    try {
      return new Message(answer);
    } catch (IOException e) {
      throw new AssertionError("dnsjava does not understand the answer", e);
    }
  }

  static void require(boolean condition, String otherwise, Object... arguments) {
    if (!condition) {
      throw new AssertionError(otherwise.formatted(arguments));
    }
  }
}
