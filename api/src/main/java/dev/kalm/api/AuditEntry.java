package dev.kalm.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change, or one attempt to sign in, as the audit log keeps it. It never holds a secret.
 *
 * @param id grows with time
 * @param action {@code noun.verb}, such as {@code certificate.renew}
 * @param from the client's address; empty for Kalm itself
 * @param before what changed, as it was; null where there was nothing
 * @param after as it was from then on; null where nothing was left
 */
public record AuditEntry(
    String id,
    Instant at,
    AuditActor actor,
    String action,
    AuditTarget target,
    String from,
    @Nullable Map<String, @Nullable Object> before,
    @Nullable Map<String, @Nullable Object> after) {}
