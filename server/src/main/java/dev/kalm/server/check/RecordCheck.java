package dev.kalm.server.check;

/**
 * One record that the user has to have in DNS, and what was seen of it.
 *
 * @param type "CNAME", "NS", "A" or "AAAA"
 * @param name the record's owner, without a trailing dot
 * @param value what the record should hold, without a trailing dot
 * @param detail one sentence: what was seen, what is wrong, what to do
 */
public record RecordCheck(
    String type, String name, String value, RecordStatus status, String detail) {}
