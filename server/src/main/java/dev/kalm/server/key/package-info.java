/**
 * Keys: how they are made, written down and kept.
 *
 * <p>Entry class: {@link dev.kalm.server.key.Sealer}, through which every secret passes on its way
 * into the database and out of it.
 *
 * <pre>
 *   KALM_MASTER_KEY or master.key → MasterKey → Sealer
 *   KeyType.generate → KeyPair → Csr.of        → the CA
 *                              → Sealer.seal   → a column of the database
 * </pre>
 */
@NullMarked
package dev.kalm.server.key;

import org.jspecify.annotations.NullMarked;
