package dev.kalm.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditStoreContractTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-23T12:00:00.123Z"));
  private final AuditLog log = new AuditLog(CLOCK);
  private final AuditStore store = new AuditStore();

  @BothDatabases
  void anEntrySaysWhoDidWhatToWhatFromWhere(Database database) {
    database.useTransaction(transaction ->
        log.record(
            transaction,
            Caller.adminToken("192.0.2.7"),
            AuditEntry.of("user.update", "user", "7", "anna")
                .before(Map.of("role", "viewer"))
                .after(Map.of("role", "operator", "domains", List.of("a.com")))));
    dev.kalm.api.AuditEntry entry = all(database).getFirst();
    assertThat(entry.at()).isEqualTo(CLOCK.instant());
    assertThat(entry.actor().kind()).hasToString("admin-token");
    assertThat(entry.from()).isEqualTo("192.0.2.7");
    assertThat(entry.action()).isEqualTo("user.update");
    assertThat(entry.target().name()).isEqualTo("anna");
    assertThat(entry.before()).isEqualTo(Map.of("role", "viewer"));
    assertThat(entry.after()).isEqualTo(Map.of("role", "operator", "domains", List.of("a.com")));
  }

  @BothDatabases
  void outsideOfARequestItIsKalmItself(Database database) {
    database.useTransaction(
        transaction -> log.record(transaction, AuditEntry.of("zone.create", "zone", "1", "z.com")));
    assertThat(all(database).getFirst().actor().kind()).hasToString("kalm");
    assertThat(all(database).getFirst().before()).isNull();
  }

  @BothDatabases
  void aChangeThatIsRolledBackLeavesNoEntry(Database database) {
    assertThatThrownBy(() ->
            database.useTransaction(transaction -> {
              log.record(transaction, AuditEntry.of("zone.create", "zone", "1", "z.com"));
              throw new IllegalStateException("after it");
            }))
        .hasMessage("after it");
    assertThat(all(database)).isEmpty();
  }

  @BothDatabases
  void theNewestComeFirstPageByPageAndFiltered(Database database) {
    for (int number = 0; number < 7; number++) {
      String name = "c" + number;
      String verb = number % 2 == 0 ? "renew" : "create";
      database.useTransaction(transaction ->
          log.record(transaction, AuditEntry.of("certificate." + verb, "certificate", name, name)));
    }
    database.useTransaction(transaction ->
        log.record(transaction, AuditEntry.of("certificates.other", "certificate", "x", "x")));
    List<dev.kalm.api.AuditEntry> first = page(database, "certificate", null, null, null, 4);
    assertThat(first)
        .extracting(entry -> entry.target().id())
        .containsExactly("c6", "c5", "c4", "c3");
    assertThat(page(database, "certificate", null, null, first.getLast().id(), 4))
        .extracting(entry -> entry.target().id())
        .containsExactly("c2", "c1", "c0");
    assertThat(page(database, "certificate.create", null, null, null, 9)).hasSize(3);
    assertThat(page(database, null, "kalm", "c1", null, 9)).hasSize(1);
    assertThat(page(database, null, "anna", null, null, 9)).isEmpty();
  }

  @BothDatabases
  void aStateBeyondAllMeasureIsLeftOut(Database database) {
    database.useTransaction(transaction ->
        log.record(
            transaction,
            AuditEntry.of("zone.create", "zone", "1", "z.com")
                .after(Map.of("text", "x".repeat(AuditStore.LARGEST_STATE)))));
    assertThat(all(database).getFirst().after()).containsOnlyKeys("leftOut");
  }

  @Test
  void aFieldThatNamesASecretIsRefused() {
    assertThatThrownBy(
            () -> AuditEntry.of("user.create", "user", "1", "anna").after(Map.of("password", "x")))
        .hasMessageContaining("no secrets");
  }

  /** By the source: there is no statement that changes or removes an entry. */
  @Test
  void theLogIsOnlyEverAddedTo() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        String text =
            Files.readString(source).replaceAll("\\s+", " ").toLowerCase(java.util.Locale.ROOT);
        assertThat(text)
            .as(source.toString())
            .doesNotContain(
                "update audit_entry", "delete from audit_entry", "drop table audit_entry");
      }
    }
  }

  private List<dev.kalm.api.AuditEntry> all(Database database) {
    return page(database, null, null, null, null, 100);
  }

  private List<dev.kalm.api.AuditEntry> page(
      Database database, String action, String actor, String target, String cursor, int limit) {
    return database.read(
        handle -> store.page(handle, new AuditStore.Filter(action, actor, target), cursor, limit));
  }
}
