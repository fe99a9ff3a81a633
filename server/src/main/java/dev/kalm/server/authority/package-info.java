/**
 * ACME CAs (RFC 8555) and our accounts there; the only package that knows the ACME library. Every
 * answer is a value, every refusal an {@link dev.kalm.server.authority.AuthorityException} with its
 * problem, its kind and when to try again. Entry: {@link dev.kalm.server.authority.Authority}.
 */
@NullMarked
package dev.kalm.server.authority;

import org.jspecify.annotations.NullMarked;
