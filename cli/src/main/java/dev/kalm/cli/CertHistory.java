package dev.kalm.cli;

import dev.kalm.api.IssuanceEntry;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import dev.kalm.api.VersionEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What became of one certificate. */
abstract class CertHistory<T> extends ListCommand<T> {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  CertHistory(Terminal terminal) {
    super(terminal);
  }

  abstract Page<T> ask(KalmClient client, String certificate, int size, @Nullable String cursor)
      throws KalmException;

  @Override
  final Pages.Source<T> source(KalmClient client) throws KalmException {
    String certificate = Lookup.id(client, id);
    return (size, cursor) -> ask(client, certificate, size, cursor);
  }

  /** Seconds are enough for people. */
  private static String time(@Nullable Instant instant) {
    return instant == null ? "-" : instant.toString().replaceFirst("\\.[0-9]+Z$", "Z");
  }

  @Command(name = "history", description = "List a certificate's issuances, the newest first.")
  static final class Issuances extends CertHistory<IssuanceEntry> {
    Issuances(Terminal terminal) {
      super(terminal);
    }

    @Override
    Page<IssuanceEntry> ask(
        KalmClient client, String certificate, int size, @Nullable String cursor)
        throws KalmException {
      return client.issuances(certificate, size, cursor);
    }

    @Override
    String text(List<IssuanceEntry> entries) {
      if (entries.isEmpty()) {
        return "No issuance yet.\n";
      }
      Table table = new Table("STARTED", "FINISHED", "STATE", "FAILURES", "SERIAL", "DETAIL");
      for (IssuanceEntry entry : entries) {
        table.row(
            time(entry.startedAt()),
            time(entry.finishedAt()),
            entry.state().toString(),
            Integer.toString(entry.failures()),
            entry.serial() == null ? "-" : entry.serial(),
            entry.problem() == null ? entry.detail() : entry.problem().summary());
      }
      return table.toString();
    }
  }

  @Command(name = "versions", description = "List a certificate's versions, the newest first.")
  static final class Versions extends CertHistory<VersionEntry> {
    Versions(Terminal terminal) {
      super(terminal);
    }

    @Override
    Page<VersionEntry> ask(KalmClient client, String certificate, int size, @Nullable String cursor)
        throws KalmException {
      return client.versions(certificate, size, cursor);
    }

    @Override
    String text(List<VersionEntry> entries) {
      if (entries.isEmpty()) {
        return "No version yet.\n";
      }
      Table table = new Table("", "VALID FROM", "UNTIL", "SERIAL", "ISSUER");
      for (VersionEntry entry : entries) {
        table.row(
            state(entry),
            time(entry.notBefore()),
            time(entry.notAfter()),
            entry.serial(),
            entry.issuer());
      }
      return table.toString();
    }

    private static String state(VersionEntry entry) {
      if (entry.revokedAt() != null) {
        return "revoked";
      }
      return entry.current() ? "current" : "";
    }
  }
}
