package dev.kalm.server.node;

import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The processes on this database: when each was last heard of, and what it serves. */
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
    transaction
        .handle()
        .createUpdate("DELETE FROM node_zone WHERE node_id = :id")
        .bind("id", id)
        .execute();
  }

  /**
   * It lives and serves these zones.
   *
   * @param serials by zone, the first zone first
   */
  void beat(Transaction transaction, String id, SequencedMap<UUID, Long> serials, Instant now) {
    transaction
        .handle()
        .createUpdate("UPDATE node SET heartbeat_at = :now, serial = :serial WHERE id = :id")
        .bind("now", now.toEpochMilli())
        .bind("serial", serials.isEmpty() ? 0 : serials.firstEntry().getValue())
        .bind("id", id)
        .execute();
    serials.forEach((zone, serial) ->
        transaction
            .handle()
            .createUpdate(
                "INSERT INTO node_zone (node_id, zone_id, serial) VALUES (:id, :zone, :serial)"
                    + " ON CONFLICT (node_id, zone_id) DO UPDATE SET serial = :serial")
            .bind("id", id)
            .bind("zone", zone.toString())
            .bind("serial", serial)
            .execute());
  }

  /** It stops in good order: nobody waits for it any more. */
  void leave(Transaction transaction, String id) {
    transaction
        .handle()
        .createUpdate("UPDATE node SET heartbeat_at = 0, serial = 0 WHERE id = :id")
        .bind("id", id)
        .execute();
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

  /** How many other live nodes do not serve {@code serial} of the zone yet. */
  int behind(Handle handle, String id, Map.Entry<UUID, Long> zone, Instant heardOfAfter) {
    // A node of the release before has no rows in node_zone, and knows the first zone alone.
    return handle
        .createQuery(
            "SELECT count(*) FROM node n LEFT JOIN node_zone z ON z.node_id = n.id AND z.zone_id = :zone"
                + " WHERE n.id <> :id AND n.heartbeat_at > :after AND coalesce(z.serial,"
                + " CASE WHEN EXISTS (SELECT 1 FROM node_zone o WHERE o.node_id = n.id) THEN 0 ELSE n.serial END)"
                + " < :serial")
        .bind("id", id)
        .bind("after", heardOfAfter.toEpochMilli())
        .bind("zone", zone.getKey().toString())
        .bind("serial", zone.getValue())
        .mapTo(Integer.class)
        .one();
  }

  /** The names of the other live nodes that have not said what they serve of the zone. */
  List<String> silentAbout(Handle handle, String id, UUID zone, Instant heardOfAfter) {
    return handle
        .createQuery(
            "SELECT n.name FROM node n WHERE n.id <> :id AND n.heartbeat_at > :after AND NOT EXISTS"
                + " (SELECT 1 FROM node_zone z WHERE z.node_id = n.id AND z.zone_id = :zone) ORDER BY n.name")
        .bind("id", id)
        .bind("after", heardOfAfter.toEpochMilli())
        .bind("zone", zone.toString())
        .mapTo(String.class)
        .list();
  }
}
