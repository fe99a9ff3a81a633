package dev.kalm.dns.server;

import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.Edns;
import dev.kalm.dns.message.MessageWriter;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordClass;
import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.message.WireRRset;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a query's bytes to its answer's bytes. Each stage answers, or leaves the query to the next
 * one. It belongs to one thread, and answering allocates nothing.
 */
final class QueryPipeline {

  /** Nothing goes back. */
  static final int SILENCE = 0;

  private static final Name ID_SERVER = Name.parse("id.server");

  private static final System.Logger LOG = System.getLogger(QueryPipeline.class.getName());

  private final ZoneTable zones;
  private final @Nullable WireRRset idServer;
  private final InstantSource clock;
  private final Query query = new Query();
  private final Answer answer = new Answer();
  private final MessageWriter writer = new MessageWriter();
  private long now;

  QueryPipeline(ZoneTable zones, Optional<String> nodeId, InstantSource clock) {
    this.zones = zones;
    this.clock = clock;
    this.idServer =
        nodeId
            .map(id ->
                WireRRset.chaos(new RRset(ID_SERVER, RecordType.TXT, 0, List.of(Rdata.text(id)))))
            .orElse(null);
  }

  /**
   * Answers one message.
   *
   * @return the length of the answer in {@link #answerBytes}, or {@link #SILENCE}
   */
  int answer(byte[] message, int length, ClientAddress client, Transport transport) {
    if (!query.readHeader(message, length)) {
      return SILENCE;
    }
    now = clock.millis();
    answer.forgetDelegation();
    decide(transport);
    return writer.write(query, answer, sizeLimit(transport));
  }

  private void decide(Transport transport) {
    try {
      if (mandatory() && edns()) {
        records(transport);
      }
    } catch (RuntimeException e) {
      // A mistake of ours: one question fails, and the thread that all clients share goes on.
      LOG.log(System.Logger.Level.ERROR, "Answering a query failed", e);
      error(Rcode.SERVFAIL);
    }
  }

  /** RFC 1035 section 4, RFC 8906 section 3.1.4, RFC 9619. Returns whether to go on. */
  private boolean mandatory() {
    boolean question = query.readQuestion();
    boolean wellFormed = (question || query.questionCount() == 0) && query.readRecords();
    if (query.opcode() != Query.OPCODE_QUERY) {
      return error(Rcode.NOTIMP);
    }
    return (question && wellFormed) || error(Rcode.FORMERR);
  }

  /** RFC 6891 section 6.1.3. */
  private boolean edns() {
    return !query.hasUnknownEdnsVersion() || error(Rcode.BADVERS);
  }

  private void records(Transport transport) {
    switch (query.recordClass()) {
      case RecordClass.IN -> internet(transport);
      case RecordClass.CH -> chaos();
      default -> error(Rcode.REFUSED);
    }
  }

  private void internet(Transport transport) {
    Zone zone = zones.find(query);
    int type = query.type();
    if (type == RecordType.AXFR || type == RecordType.IXFR) {
      // RFC 5936 section 2.2.1: the name of a transfer is a zone's own.
      boolean isApex = zone != null && query.nameLength() == zone.apex().length();
      error(isApex ? Rcode.REFUSED : Rcode.NOTAUTH);
    } else if (zone == null) {
      error(Rcode.REFUSED);
    } else if (type == RecordType.NXNAME) {
      // RFC 9824 section 3.5.
      error(Rcode.FORMERR);
      answer.extendedError(Edns.INVALID_QUERY_TYPE);
    } else {
      zone.answer(query, transport == Transport.UDP, now, answer);
    }
  }

  /** RFC 4892: {@code id.server} alone; what software this is remains our business. */
  private void chaos() {
    WireRRset id = idServer;
    if (id == null || !query.isName(ID_SERVER)) {
      error(Rcode.REFUSED);
      return;
    }
    answer.begin(Rcode.NOERROR, true);
    if (query.type() == RecordType.TXT || query.type() == RecordType.ANY) {
      answer.answer(id);
    }
  }

  /** Always false. */
  private boolean error(Rcode rcode) {
    answer.begin(rcode, false);
    return false;
  }

  private int sizeLimit(Transport transport) {
    return switch (transport) {
      case UDP -> Math.min(query.payloadSize(), Edns.SERVER_PAYLOAD_SIZE);
      case TCP -> MessageWriter.MAX_MESSAGE_LENGTH;
    };
  }

  /** The last answer, valid until the next message. */
  byte[] answerBytes() {
    return writer.buffer();
  }

  /** What the last answer was about; null when the message had no readable question. */
  @Nullable QueryEvent event(ClientAddress client, Transport transport) {
    if (!query.hasQuestion()) {
      return null;
    }
    return new QueryEvent(
        query.question(),
        client.toSocketAddress(),
        transport,
        answer.rcode(),
        writer.answers(),
        Instant.ofEpochMilli(now));
  }
}
