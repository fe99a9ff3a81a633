package dev.kalm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One query that the validation DNS server has answered.
 *
 * @param name as it was asked, case included, without a trailing dot; cut when it is very long
 * @param type {@code TXT}, {@code CAA} …; {@code TYPE65280} where it has no name (RFC 3597)
 * @param client address and port; on UDP anybody can write any address there
 * @param transport udp or tcp
 * @param payloadSize what the client takes on UDP (RFC 6891); null for a query without EDNS
 * @param dnssecOk whether signatures were asked for (RFC 3225)
 * @param rcode {@code NOERROR}, {@code NXDOMAIN} …
 * @param answers how many records the answer section had
 * @param truncated whether the client was told to come again over TCP
 */
public record LoggedQuery(
    Instant at,
    String name,
    String type,
    String client,
    String transport,
    @Nullable Integer payloadSize,
    boolean dnssecOk,
    String rcode,
    int answers,
    boolean truncated) {}
