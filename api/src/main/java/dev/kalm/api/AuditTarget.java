package dev.kalm.api;

/**
 * To what it was done.
 *
 * @param type certificate, zone, delegation, user, token, session, settings ...
 * @param name what it was called then
 */
public record AuditTarget(String type, String id, String name) {}
