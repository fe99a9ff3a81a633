package dev.kalm.api;

/**
 * Who did it.
 *
 * @param id the user's or the token's; empty for the others
 */
public record AuditActor(ActorKind kind, String id, String name) {}
