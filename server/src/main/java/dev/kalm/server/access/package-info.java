/**
 * Who may use Kalm: users with passwords or through OpenID Connect, their sessions, API tokens, and
 * one-time links, of which the first makes the first administrator. Entry class: {@link
 * dev.kalm.server.access.AccessControl}.
 *
 * <pre>
 *   password, link, provider ──▶ Sessions ──▶ cookie ─┐
 *                                                     ├──▶ Identities (a Callers) ──▶ http's guard
 *   administrator ──▶ Tokens ──▶ bearer token ────────┘
 * </pre>
 *
 * Every secret is kept as a hash: what is random as SHA-256, passwords as Argon2id.
 */
@NullMarked
package dev.kalm.server.access;

import org.jspecify.annotations.NullMarked;
