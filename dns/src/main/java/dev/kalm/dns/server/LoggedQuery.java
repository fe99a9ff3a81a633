package dev.kalm.dns.server;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One query and how it was answered.
 *
 * @param sequence rises with every query that the log keeps; the first is 1
 * @param at when it was answered
 * @param delegation the delegation that the name belongs to; empty for all other names
 * @param name as it was asked, case included, with the final dot; without that when it was cut
 * @param nameCut whether labels are missing at the name's end, since it was too long to keep
 * @param type of the question (RFC 1035 section 3.2.2)
 * @param client where it came from; on UDP anybody can write any address there
 * @param payloadSize what the client takes on UDP (RFC 6891); empty for a query without EDNS
 * @param dnssecOk the DO bit (RFC 3225)
 * @param rcode all 12 bits (RFC 6895 section 2.3)
 * @param answers how many records the answer section had
 * @param truncated whether the answer had TC=1
 */
public record LoggedQuery(
    long sequence,
    Instant at,
    Optional<UUID> delegation,
    String name,
    boolean nameCut,
    int type,
    InetSocketAddress client,
    Transport transport,
    OptionalInt payloadSize,
    boolean dnssecOk,
    int rcode,
    int answers,
    boolean truncated) {}
