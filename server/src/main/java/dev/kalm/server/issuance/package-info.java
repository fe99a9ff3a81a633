/**
 * How a certificate is obtained, first or again: one persisted step at a time, resumable after a
 * crash at any point.
 *
 * <pre>
 * AwaitingDelegation ─▶ Ordering ─▶ Presenting ─▶ Confirming ─▶ Validating ─▶ Finalizing ─▶ Downloading ─▶ Installing ─▶ Issued
 *         ▲                │             │ authorizations still valid ───────▲
 *         └── Failed ◀─────┴── any step: where it was, or from the start, at its next attempt
 * </pre>
 *
 * Entry: {@link dev.kalm.server.issuance.IssuanceEngine#run}.
 */
@NullMarked
package dev.kalm.server.issuance;

import org.jspecify.annotations.NullMarked;
