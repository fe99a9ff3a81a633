/**
 * The database: connections, migrations and transactions, on SQLite and PostgreSQL alike. It holds
 * no feature's SQL: that is in the features' {@code *Store} classes.
 *
 * <p>Entry class: {@link dev.kalm.server.database.Database}.
 *
 * <pre>
 *   inTransaction → [SQLite: fair write lock] → BEGIN → work(Transaction) → COMMIT → afterCommit actions
 *                        ↑                                  │
 *                        └── again, a few times ←── busy, deadlock, serialization failure
 *   read          → a read-only connection, one snapshot
 * </pre>
 */
@NullMarked
package dev.kalm.server.database;

import org.jspecify.annotations.NullMarked;
