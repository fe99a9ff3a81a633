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
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneTable;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a query's bytes to its answer's bytes. Each stage answers, or leaves the query to the next
 * one. It belongs to one thread.
 */
final class QueryPipeline {

  /** Nothing goes back. */
  static final int SILENCE = 0;

  private static final Name ID_SERVER = Name.parse("id.server");
  private static final Answer FORMAT_ERROR = Answer.error(Rcode.FORMERR);
  private static final Answer NOT_IMPLEMENTED = Answer.error(Rcode.NOTIMP);
  private static final Answer BAD_VERSION = Answer.error(Rcode.BADVERS);
  private static final Answer REFUSED = Answer.error(Rcode.REFUSED);
  private static final Answer NOT_AUTHORITATIVE = Answer.error(Rcode.NOTAUTH);
  private static final Answer SERVER_FAILURE = Answer.error(Rcode.SERVFAIL);
  private static final Answer NO_SUCH_CHAOS_TYPE =
      new Answer(Rcode.NOERROR, true, List.of(), List.of(), List.of());

  private static final System.Logger LOG = System.getLogger(QueryPipeline.class.getName());

  private final ZoneTable zones;
  private final @Nullable Answer idServer;
  private final Query query = new Query();
  private final MessageWriter writer = new MessageWriter();
  private Rcode rcode = Rcode.NOERROR;

  QueryPipeline(ZoneTable zones, Optional<String> nodeId) {
    this.zones = zones;
    this.idServer =
        nodeId
            .map(id -> Answer.of(new RRset(ID_SERVER, RecordType.TXT, 0, List.of(Rdata.text(id)))))
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
    Answer answer = decide();
    rcode = answer.rcode();
    return writer.write(query, answer, sizeLimit(transport));
  }

  private Answer decide() {
    try {
      Answer answer = mandatory();
      if (answer == null) {
        answer = edns();
      }
      return answer == null ? records() : answer;
    } catch (RuntimeException e) {
      // A mistake of ours: one question fails, and the thread that all clients share goes on.
      LOG.log(System.Logger.Level.ERROR, "Answering a query failed", e);
      return SERVER_FAILURE;
    }
  }

  /** RFC 1035 section 4, RFC 8906 section 3.1.4, RFC 9619. */
  private @Nullable Answer mandatory() {
    boolean question = query.readQuestion();
    boolean wellFormed = (question || query.questionCount() == 0) && query.readRecords();
    if (query.opcode() != Query.OPCODE_QUERY) {
      return NOT_IMPLEMENTED;
    }
    return question && wellFormed ? null : FORMAT_ERROR;
  }

  /** RFC 6891 section 6.1.3. */
  private @Nullable Answer edns() {
    return query.hasUnknownEdnsVersion() ? BAD_VERSION : null;
  }

  private Answer records() {
    return switch (query.recordClass()) {
      case RecordClass.IN -> internet();
      case RecordClass.CH -> chaos();
      default -> REFUSED;
    };
  }

  private Answer internet() {
    Zone zone = zones.find(query);
    if (query.type() == RecordType.AXFR || query.type() == RecordType.IXFR) {
      // RFC 5936 section 2.2.1: the name of a transfer is a zone's own.
      boolean isApex = zone != null && query.nameLength() == zone.apex().length();
      return isApex ? REFUSED : NOT_AUTHORITATIVE;
    }
    return zone == null ? REFUSED : zone.answer(query);
  }

  /** RFC 4892: {@code id.server} alone; what software this is remains our business. */
  private Answer chaos() {
    boolean isIdServer = query.nameLength() == ID_SERVER.length() && query.isAtOrBelow(ID_SERVER);
    if (idServer == null || !isIdServer) {
      return REFUSED;
    }
    boolean wanted = query.type() == RecordType.TXT || query.type() == RecordType.ANY;
    return wanted ? idServer : NO_SUCH_CHAOS_TYPE;
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
  @Nullable QueryEvent event(InetSocketAddress client, Transport transport, Instant at) {
    if (!query.hasQuestion()) {
      return null;
    }
    return new QueryEvent(query.question(), client, transport, rcode, writer.answers(), at);
  }
}
