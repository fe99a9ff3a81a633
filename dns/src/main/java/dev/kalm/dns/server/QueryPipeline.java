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
  private final InstantSource clock;
  private final @Nullable WireRRset idServer;
  private final RateLimiter rateLimiter;
  private final Cookies cookies;
  private final QueryRing log;
  private final Query query = new Query();
  private final Answer answer = new Answer();
  private final MessageWriter writer = new MessageWriter();
  private long now;
  private boolean isKnown;

  private QueryPipeline(Shared shared) {
    this.zones = shared.zones;
    this.clock = shared.clock;
    this.rateLimiter = shared.rateLimiter;
    this.now = shared.clock.millis();
    this.cookies = new Cookies(shared.answers.cookieSecrets());
    this.log = shared.log.newRing();
    this.idServer =
        shared
            .answers
            .nodeId()
            .map(id ->
                WireRRset.chaos(new RRset(ID_SERVER, RecordType.TXT, 0, List.of(Rdata.text(id)))))
            .orElse(null);
  }

  /**
   * What the pipelines of all threads have in common.
   *
   * @param clock for everything that expires, and for the log
   */
  record Shared(
      ZoneTable zones,
      DnsServerSettings.Answers answers,
      RateLimiter rateLimiter,
      QueryLog log,
      InstantSource clock) {

    Shared(ZoneTable zones, DnsServerSettings.Answers answers, QueryLog log, InstantSource clock) {
      this(zones, answers, new RateLimiter(answers.rateLimit(), clock.millis()), log, clock);
    }

    /** One for one more thread. */
    QueryPipeline newPipeline() {
      return new QueryPipeline(this);
    }
  }

  /** Begins a batch: all that is answered until the next one is answered at this moment. */
  void beginBatch() {
    now = clock.millis();
  }

  /**
   * Answers one message of the batch.
   *
   * @return the length of the answer in {@link #answerBytes}, or {@link #SILENCE}
   */
  int answer(byte[] message, int length, ClientAddress client, Transport transport) {
    if (!query.readHeader(message, length)) {
      return SILENCE;
    }
    isKnown = false;
    answer.forgetDelegation();
    writer.cookieWanted(false);
    decide(client, transport);
    int answered = writer.write(query, answer, sizeLimit(transport));
    if (query.hasQuestion()) {
      log(client, transport);
    }
    return answered;
  }

  private void decide(ClientAddress client, Transport transport) {
    try {
      if (mandatory() && edns() && cookie(client) && limit(client, transport)) {
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
    boolean isComplete = question || query.cookieAt() > 0;
    return (isComplete && wellFormed) || error(Rcode.FORMERR);
  }

  /** RFC 6891 section 6.1.3. */
  private boolean edns() {
    return !query.hasUnknownEdnsVersion() || error(Rcode.BADVERS);
  }

  /** RFC 7873 section 5.2, and 5.4 for a query that asks for nothing but a cookie. */
  private boolean cookie(ClientAddress client) {
    int at = query.cookieAt();
    if (at == 0) {
      return true;
    }
    long seconds = now / 1000;
    Cookies.Verdict verdict =
        cookies.check(query.message(), at, query.cookieLength(), client, seconds);
    if (verdict == Cookies.Verdict.MALFORMED) {
      return error(Rcode.FORMERR);
    }
    cookies.write(query.message(), at, client, seconds, writer.cookie(), 0);
    writer.cookieWanted(true);
    isKnown = verdict == Cookies.Verdict.VALID;
    if (query.hasQuestion()) {
      return true;
    }
    return error(verdict == Cookies.Verdict.INVALID ? Rcode.BADCOOKIE : Rcode.NOERROR);
  }

  /** Who may be somebody else, and has had its share, has to come again over TCP. */
  private boolean limit(ClientAddress client, Transport transport) {
    if (transport == Transport.TCP || isKnown || rateLimiter.mayAnswer(client, now)) {
      return true;
    }
    answer.begin(Rcode.NOERROR, false).truncate();
    return false;
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

  private void log(ClientAddress client, Transport transport) {
    if (!log.begin(client, transport, now)) {
      return;
    }
    log.question(
        query.message(),
        Query.NAME_OFFSET,
        query.nameLength(),
        query.type(),
        query.hasEdns() ? query.payloadSize() : 0,
        query.dnssecOk());
    if (answer.hasDelegation()) {
      log.delegation(answer.delegationHigh(), answer.delegationLow());
    }
    log.end(answer.rcode().value(), writer.answers(), writer.truncated());
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

  /** The last answer for the listener; null when it is not about a delegation that it watches. */
  @Nullable QueryEvent event(QueryListener listener, ClientAddress client, Transport transport) {
    if (!answer.hasDelegation()
        || !listener.watches(answer.delegationHigh(), answer.delegationLow())) {
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
