package dev.kalm.server.check;

/**
 * What a CA would see of an HTTP-01 challenge.
 *
 * @param ok whether every address that a CA may pick answers with the key authorization
 * @param detail one sentence: what failed, for which name and address, and what to do
 */
public record HttpSight(boolean ok, String detail) {}
