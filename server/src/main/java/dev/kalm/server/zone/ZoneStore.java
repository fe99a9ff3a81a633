package dev.kalm.server.zone;

import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.database.Moments;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Validation zones and the changes of their contents. */
final class ZoneStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<RecordCheck>> CHECKS = new TypeReference<>() {};
  private static final RowMapper<ValidationZone> ZONE =
      (row, context) ->
          new ValidationZone(
              UUID.fromString(row.getString("id")),
              row.getString("name"),
              row.getLong("serial"),
              Instant.ofEpochMilli(row.getLong("created_at")),
              Moments.orNull(row, "checked_at"),
              checks(row.getString("checks")));

  /** The channel on which every change of a zone is announced. */
  static final String CHANGES = "kalm_zone_changes";

  private static final UUID NOBODY = new UUID(0, 0);

  /** Rows that a driver with cursors brings at once. */
  private static final int FETCH = 10_000;

  /**
   * The zone's keys have changed, how it is signed, or its name servers: not its contents. Nodes of
   * the release before know the word.
   */
  private static final String SETTINGS = "signing";

  /**
   * A change under the serial that its transaction took.
   *
   * @param change empty when it is not the contents that changed, but its settings
   */
  record NumberedChange(long serial, Optional<ZoneChange> change) {}

  private static final String COLUMNS =
      "SELECT id, name, serial, created_at, checked_at, checks FROM validation_zone ";

  /** The first zone, which delegations go to. */
  Optional<ValidationZone> find(Handle handle) {
    return handle.createQuery(COLUMNS + "ORDER BY created_at, id LIMIT 1").map(ZONE).findOne();
  }

  Optional<ValidationZone> find(Handle handle, String name) {
    return handle
        .createQuery(COLUMNS + "WHERE name = :name")
        .bind("name", name)
        .map(ZONE)
        .findOne();
  }

  /** All zones, the first one first. */
  List<ValidationZone> all(Handle handle) {
    return handle.createQuery(COLUMNS + "ORDER BY created_at, id").map(ZONE).list();
  }

  List<ValidationZone> those(Handle handle, Set<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : all(handle).stream().filter(zone -> ids.contains(zone.id())).toList();
  }

  void insert(Transaction transaction, ValidationZone zone) {
    transaction
        .handle()
        .createUpdate(
            "INSERT INTO validation_zone (id, name, serial, created_at) VALUES (:id, :name, :serial, :createdAt)")
        .bind("id", zone.id().toString())
        .bind("name", zone.name())
        .bind("serial", zone.serial())
        .bind("createdAt", zone.createdAt().toEpochMilli())
        .execute();
  }

  void updateChecks(
      Transaction transaction, UUID zone, List<RecordCheck> checks, @Nullable Instant checkedAt) {
    transaction
        .handle()
        .createUpdate(
            "UPDATE validation_zone SET checks = :checks, checked_at = :now WHERE id = :id")
        .bind("checks", JSON.writeValueAsString(checks))
        .bind("now", checkedAt == null ? null : (Long) checkedAt.toEpochMilli())
        .bind("id", zone.toString())
        .execute();
  }

  /**
   * Takes the zone's next serial; the row stays locked until the commit, so serials commit in their
   * order.
   */
  private long nextSerial(Transaction transaction, UUID zone) {
    return transaction
        .handle()
        .createQuery(
            "UPDATE validation_zone SET serial = serial + 1 WHERE id = :id RETURNING serial")
        .bind("id", zone.toString())
        .mapTo(Long.class)
        .one();
  }

  /**
   * Records that the zone is signed in another way, or has other name servers, under a new serial,
   * which it returns.
   */
  long appendSettings(Transaction transaction, UUID zone, Instant now) {
    return append(transaction, zone, List.of(), now);
  }

  /** Records the changes under a new serial, which it returns. */
  long append(Transaction transaction, UUID zone, List<ZoneChange> changes, Instant now) {
    long serial = nextSerial(transaction, zone);
    var batch =
        transaction
            .handle()
            .prepareBatch(
                "INSERT INTO zone_change (zone_id, serial, position, change, delegation, value, expires_at, created_at)"
                    + " VALUES (:zone, :serial, :position, :change, :delegation, :value, :expiresAt, :now)");
    List<ChangeRow> rows =
        changes.isEmpty()
            ? List.of(new ChangeRow(SETTINGS, NOBODY, null, null))
            : changes.stream().map(ChangeRow::of).toList();
    int position = 0;
    for (ChangeRow row : rows) {
      batch
          .bind("zone", zone.toString())
          .bind("serial", serial)
          .bind("position", position++)
          .bind("change", row.kind)
          .bind("delegation", row.delegation.toString())
          .bind("value", row.value)
          .bind("expiresAt", row.expiresAt)
          .bind("now", now.toEpochMilli())
          .add();
    }
    batch.execute();
    transaction.announce(CHANGES);
    return serial;
  }

  /** At most {@code limit} changes past {@code serial}, whole serials only, in order. */
  List<NumberedChange> changesAfter(Handle handle, UUID zone, long serial, int limit) {
    return handle
        .createQuery(
            "SELECT serial, change, delegation, value, expires_at FROM zone_change"
                + " WHERE zone_id = :zone AND serial > :serial AND serial <= :last ORDER BY serial, position")
        .bind("zone", zone.toString())
        .bind("serial", serial)
        .bind("last", serial + limit)
        .map((row, context) -> {
          long expires = row.getLong("expires_at");
          ChangeRow change =
              new ChangeRow(
                  row.getString("change"),
                  UUID.fromString(row.getString("delegation")),
                  row.getString("value"),
                  expires);
          return new NumberedChange(
              row.getLong("serial"),
              change.kind.equals(SETTINGS) ? Optional.empty() : Optional.of(change.toChange()));
        })
        .list();
  }

  /**
   * Reads the zone's whole contents, as the changes that make it from nothing. They come from the
   * database as they are asked for: a million of them are never in memory together.
   */
  void snapshot(
      Handle handle, UUID zone, Instant now, Consumer<Iterable<? extends ZoneChange>> reader) {
    try (ResultIterator<ZoneChange> delegations =
            handle
                .createQuery("SELECT id FROM delegation WHERE zone_id = :zone")
                .bind("zone", zone.toString())
                .setFetchSize(FETCH)
                .<ZoneChange>map(
                    (row, _) -> new ZoneChange.AddDelegation(UUID.fromString(row.getString(1))))
                .iterator();
        ResultIterator<ZoneChange> values =
            handle
                .createQuery(
                    "SELECT t.delegation_id, t.value, t.expires_at FROM txt_value t JOIN delegation d ON d.id = t.delegation_id"
                        + " WHERE d.zone_id = :zone AND t.expires_at > :now")
                .bind("zone", zone.toString())
                .bind("now", now.toEpochMilli())
                .setFetchSize(FETCH)
                .<ZoneChange>map((row, _) ->
                    new ZoneChange.AddTxt(
                        UUID.fromString(row.getString(1)),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3))))
                .iterator()) {
      reader.accept(() -> new StoredContents(delegations, values));
    }
  }

  int delegations(Handle handle, UUID zone) {
    return handle
        .createQuery("SELECT COUNT(*) FROM delegation WHERE zone_id = :zone")
        .bind("zone", zone.toString())
        .mapTo(Integer.class)
        .one();
  }

  /** The one after the other. */
  private record StoredContents(Iterator<ZoneChange> first, Iterator<ZoneChange> second)
      implements Iterator<ZoneChange> {
    @Override
    public boolean hasNext() {
      return first.hasNext() || second.hasNext();
    }

    @Override
    public ZoneChange next() {
      return first.hasNext() ? first.next() : second.next();
    }
  }

  /**
   * Deletes what no node needs any more: changes older than {@code changesBefore}, values expired
   * before {@code now}.
   */
  void prune(Transaction transaction, Instant changesBefore, Instant now) {
    transaction
        .handle()
        .createUpdate("DELETE FROM zone_change WHERE created_at < :before")
        .bind("before", changesBefore.toEpochMilli())
        .execute();
    transaction
        .handle()
        .createUpdate("DELETE FROM txt_value WHERE expires_at < :now")
        .bind("now", now.toEpochMilli())
        .execute();
  }

  private record ChangeRow(
      String kind, UUID delegation, @Nullable String value, @Nullable Long expiresAt) {
    static ChangeRow of(ZoneChange change) {
      return switch (change) {
        case ZoneChange.AddDelegation add -> new ChangeRow("add-delegation", add.id(), null, null);
        case ZoneChange.RemoveDelegation remove ->
            new ChangeRow("remove-delegation", remove.id(), null, null);
        case ZoneChange.AddTxt add ->
            new ChangeRow("add-txt", add.delegation(), add.value(), add.expiresAt().toEpochMilli());
        case ZoneChange.RemoveTxt remove ->
            new ChangeRow("remove-txt", remove.delegation(), remove.value(), null);
        case ZoneChange.AddOwnTxt add ->
            throw new IllegalArgumentException("not stored: " + add.owner());
        case ZoneChange.RemoveOwnTxt remove ->
            throw new IllegalArgumentException("not stored: " + remove.owner());
      };
    }

    ZoneChange toChange() {
      return switch (kind) {
        case "add-delegation" -> new ZoneChange.AddDelegation(delegation);
        case "remove-delegation" -> new ZoneChange.RemoveDelegation(delegation);
        case "add-txt" ->
            new ZoneChange.AddTxt(
                delegation, present(value), Instant.ofEpochMilli(present(expiresAt)));
        case "remove-txt" -> new ZoneChange.RemoveTxt(delegation, present(value));
        default -> throw new IllegalStateException("zone_change holds an unknown change: " + kind);
      };
    }

    private static <T> T present(@Nullable T field) {
      if (field == null) {
        throw new IllegalStateException("zone_change holds a TXT change without its value");
      }
      return field;
    }
  }

  private static List<RecordCheck> checks(@Nullable String json) {
    return json == null ? List.of() : JSON.readValue(json, CHECKS);
  }
}
