package dev.kalm.server.zone;

import dev.kalm.api.Denial;
import dev.kalm.api.KeyState;
import dev.kalm.api.RolloverStep;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which zones are signed, how, and their keys, sealed. */
final class SigningStore {

  /** A key as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares
  record SealedKey(UUID id, byte[] publicKey, byte[] sealed, KeyState state) {}

  Optional<SignedZone> find(Handle handle, UUID zone) {
    return handle
        .createQuery(
            "SELECT denial, signed_at, serial, step, step_at, ds_ttl, ds_right_at, ds_gone_at FROM zone_signing WHERE zone_id = :zone")
        .bind("zone", zone.toString())
        .map((row, _) -> {
          String step = row.getString("step");
          Long ttl = row.getObject("ds_ttl") == null ? null : row.getLong("ds_ttl");
          return new SignedZone(
              zone,
              Denial.of(row.getString("denial")),
              Instant.ofEpochMilli(row.getLong("signed_at")),
              row.getLong("serial"),
              step == null ? null : RolloverStep.of(step),
              Instant.ofEpochMilli(row.getLong("step_at")),
              new SignedZone.DsSight(
                  ttl == null ? null : Duration.ofSeconds(ttl),
                  Moments.orNull(row, "ds_right_at"),
                  Moments.orNull(row, "ds_gone_at")),
              List.of());
        })
        .findOne()
        .map(signed -> signed.with(keys(handle, zone)));
  }

  private static List<SignedZone.Key> keys(Handle handle, UUID zone) {
    return handle
        .createQuery("SELECT id, tag, ds, state FROM zone_key WHERE zone_id = :zone")
        .bind("zone", zone.toString())
        .map((row, _) ->
            new SignedZone.Key(
                UUID.fromString(row.getString("id")),
                row.getInt("tag"),
                row.getString("ds"),
                KeyState.of(row.getString("state"))))
        .stream()
        .sorted(Comparator.comparing(SignedZone.Key::state))
        .toList();
  }

  /** The keys with their secrets, the active one first. */
  List<SealedKey> sealedKeys(Handle handle, UUID zone) {
    return handle
        .createQuery("SELECT id, public_key, key_sealed, state FROM zone_key WHERE zone_id = :zone")
        .bind("zone", zone.toString())
        .map((row, _) ->
            new SealedKey(
                UUID.fromString(row.getString("id")),
                row.getBytes("public_key"),
                row.getBytes("key_sealed"),
                KeyState.of(row.getString("state"))))
        .stream()
        .sorted(Comparator.comparing(SealedKey::state))
        .toList();
  }

  void insert(Transaction transaction, SignedZone signed) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO zone_signing (zone_id, denial, signed_at, serial, step_at) VALUES (:zone, :denial, :signedAt, :serial, :stepAt)")
        .bind("zone", signed.zone().toString())
        .bind("denial", signed.denial().toString())
        .bind("signedAt", signed.signedAt().toEpochMilli())
        .bind("serial", signed.serial())
        .bind("stepAt", signed.stepAt().toEpochMilli())
        .execute();
  }

  void insertKey(
      Transaction transaction, UUID zone, SignedZone.Key key, SealedKey secret, Instant now) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO zone_key (id, zone_id, tag, ds, public_key, key_sealed, state, created_at)"
                + " VALUES (:id, :zone, :tag, :ds, :public, :sealed, :state, :now)")
        .bind("id", key.id().toString())
        .bind("zone", zone.toString())
        .bind("tag", key.tag())
        .bind("ds", key.ds())
        .bind("public", secret.publicKey())
        .bind("sealed", secret.sealed())
        .bind("state", key.state().toString())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  void updateKey(Transaction transaction, UUID key, KeyState state) {
    transaction
        .handle()
        .createUpdate("UPDATE zone_key SET state = :state WHERE id = :id")
        .bind("state", state.toString())
        .bind("id", key.toString())
        .execute();
  }

  void deleteKey(Transaction transaction, UUID key) {
    transaction
        .handle()
        .createUpdate("DELETE FROM zone_key WHERE id = :id")
        .bind("id", key.toString())
        .execute();
  }

  /** Keeps what is changed: the denial, the serial, the step and the sight; keys are apart. */
  void update(Transaction transaction, SignedZone signed) {
    Duration ttl = signed.sight().ttl();
    RolloverStep step = signed.step();
    transaction
        .handle()
        .createUpdate(
            "UPDATE zone_signing SET denial = :denial, serial = :serial, step = :step, step_at = :stepAt,"
                + " ds_ttl = :ttl, ds_right_at = :rightAt, ds_gone_at = :goneAt WHERE zone_id = :zone")
        .bind("denial", signed.denial().toString())
        .bind("serial", signed.serial())
        .bind("step", step == null ? null : step.toString())
        .bind("stepAt", signed.stepAt().toEpochMilli())
        .bind("ttl", ttl == null ? null : (Long) ttl.toSeconds())
        .bind("rightAt", millis(signed.sight().rightAt()))
        .bind("goneAt", millis(signed.sight().goneAt()))
        .bind("zone", signed.zone().toString())
        .execute();
  }

  /** The zone is not signed any more, and its keys are gone. */
  void delete(Transaction transaction, UUID zone) {
    for (String table : List.of("zone_key", "zone_signing")) {
      transaction
          .handle()
          .createUpdate("DELETE FROM " + table + " WHERE zone_id = :zone")
          .bind("zone", zone.toString())
          .execute();
    }
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : (Long) instant.toEpochMilli();
  }
}
