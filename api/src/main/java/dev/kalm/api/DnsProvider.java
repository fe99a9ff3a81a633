package dev.kalm.api;

import org.jspecify.annotations.Nullable;

/**
 * A company or service that serves people's DNS zones.
 *
 * @param id lower case, words joined by hyphens
 * @param advice one sentence on entering a record there; null when there is nothing special
 */
public record DnsProvider(String id, String name, @Nullable String advice) {}
