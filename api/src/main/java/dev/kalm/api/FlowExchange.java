package dev.kalm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something was asked of somebody.
 *
 * @param from the asking actor's id
 * @param to the asked actor's id
 * @param asked in words, long values shortened
 * @param answered in words; null while no answer has come
 * @param ok whether it was the answer that the issuance needs; null while that is open
 * @param subject the name concerned; null when it concerns all
 */
public record FlowExchange(
    Instant at,
    String from,
    String to,
    String asked,
    @Nullable String answered,
    @Nullable Boolean ok,
    @Nullable String subject) {}
