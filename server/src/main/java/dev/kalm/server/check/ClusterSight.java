package dev.kalm.server.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at before it is set.
 *
 * @param what a few words: the domain, or an address with its port
 * @param status UNKNOWN: it cannot be seen from here
 * @param detail what was found, a sentence
 * @param advice what to do; null when there is nothing to do
 */
public record ClusterSight(
    String what, RecordStatus status, String detail, @Nullable String advice) {}
