package dev.kalm.server.challenge;

/**
 * One look at a value that is shown.
 *
 * @param ourselves whether this server was asked itself, not the way that the CA comes
 * @param asked in words: what was asked for
 * @param ok whether the value was seen
 * @param detail one sentence: what was seen, what is wrong, what to do
 */
public record Look(String domain, boolean ourselves, String asked, boolean ok, String detail) {}
