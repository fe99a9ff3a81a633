/**
 * What a browser sees without asking again: streams of server-sent events.
 *
 * <pre>
 *   CertificateChanges ─┐
 *   polls (other nodes) ┴─▶ CertificateWatch ──▶ every stream of that certificate
 *                               └── RecordWatch: looks at its records while somebody watches
 *   changes, ChangeStore ──▶ ChangeFeed ──▶ every GET /stream
 * </pre>
 *
 * Entry: {@link dev.kalm.server.stream.CertificateStreamResource}, {@link
 * dev.kalm.server.stream.ChangeStreamResource}.
 */
@NullMarked
package dev.kalm.server.stream;

import org.jspecify.annotations.NullMarked;
