package dev.kalm.dns.server;

import dev.kalm.dns.message.Question;
import dev.kalm.dns.message.Rcode;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * One question has been answered.
 *
 * @param question as it was asked, case included
 * @param client where it came from; on UDP anybody can write any address there
 * @param answers how many records the answer section had; 0 for a truncated answer
 * @param at when it was answered
 */
public record QueryEvent(
    Question question,
    InetSocketAddress client,
    Transport transport,
    Rcode rcode,
    int answers,
    Instant at) {}
