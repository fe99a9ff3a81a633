package dev.kalm.server.node;

import dev.kalm.server.database.Transaction;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The processes on this database: when each was last heard of, and which serial of the validation
 * zone it serves.
 */
final class NodeStore {

  void register(Transaction transaction, String id, String name, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO node (id, name, started_at, heartbeat_at, serial) VALUES (:id, :name, :now, :now, 0)"
                + " ON CONFLICT (id) DO UPDATE SET name = :name, started_at = :now, heartbeat_at = :now, serial = 0")
        .bind("id", id)
        .bind("name", name)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  void beat(Transaction transaction, String id, long serial, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE node SET heartbeat_at = :now, serial = :serial WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("serial", serial)
        .bind("id", id)
        .execute();
  }

  /** It stops in good order: nobody waits for it any more. */
  void leave(Transaction transaction, String id) {
    beat(transaction, id, 0, Instant.EPOCH);
  }

  /** The word that the first node sealed; {@code own} if this is the first. */
  byte[] sealedWord(Transaction transaction, byte[] own) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO cluster_seal (id, sealed) VALUES (1, :own) ON CONFLICT (id) DO NOTHING")
        .bind("own", own)
        .execute();
    return transaction
        .handle()
        .createQuery("SELECT sealed FROM cluster_seal WHERE id = 1")
        .mapTo(byte[].class)
        .one();
  }

  int others(Handle handle, String id, Instant heardOfAfter) {
    return handle
        .createQuery("SELECT count(*) FROM node WHERE id <> :id AND heartbeat_at > :after")
        .bind("id", id)
        .bind("after", heardOfAfter.toEpochMilli())
        .mapTo(Integer.class)
        .one();
  }

  /** How many other live nodes do not serve {@code serial} yet. */
  int behind(Handle handle, String id, long serial, Instant heardOfAfter) {
    return handle
        .createQuery(
            "SELECT count(*) FROM node WHERE id <> :id AND heartbeat_at > :after AND serial < :serial")
        .bind("id", id)
        .bind("after", heardOfAfter.toEpochMilli())
        .bind("serial", serial)
        .mapTo(Integer.class)
        .one();
  }
}
