package dev.kalm.cli;

import dev.kalm.api.NameServer;
import dev.kalm.api.Rollover;
import dev.kalm.api.Signing;
import dev.kalm.api.SigningKey;
import dev.kalm.api.SigningStatus;
import dev.kalm.api.ValidationZone;
import java.util.List;

/** Validation zones for people. */
final class ZoneText {
  private ZoneText() {}

  static String zone(ValidationZone zone) {
    StringBuilder text = new StringBuilder("Validation zone " + zone.name() + "\n");
    Text.line(text, "status", zone.status().toString());
    Text.line(text, "serial", Long.toString(zone.serial()));
    for (NameServer server : zone.nameServers()) {
      Text.line(text, "server", server.name() + " " + String.join(" ", server.addresses()));
    }
    Signing signing = zone.signing();
    if (signing != null) {
      signing(text, signing);
    }
    text.append(Text.records(zone.records(), "in the parent zone, at its DNS provider"));
    if (signing != null) {
      text.append(next(signing, zone.name()));
    }
    return text.toString();
  }

  private static void signing(StringBuilder text, Signing signing) {
    Text.line(text, "signed", signing.status() + ", denial " + signing.denial());
    for (SigningKey key : signing.keys()) {
      Text.line(text, "key", key.tag() + " " + key.state());
    }
  }

  private static String next(Signing signing, String zone) {
    Rollover rollover = signing.rollover();
    if (rollover != null) {
      return "\nRollover, step " + rollover.step() + ": " + rollover.detail() + ".\n";
    }
    return signing.status() == SigningStatus.INSECURE || signing.status() == SigningStatus.UNKNOWN
        ? "\nNext: have the DS record added where the parent's records are kept, then: kalm zone check "
            + zone
            + "\n"
        : "";
  }

  static String zones(List<ValidationZone> zones) {
    if (zones.isEmpty()) {
      return "No validation zone yet. The first wildcard makes it, or: kalm zone create\n";
    }
    Table table = new Table("ZONE", "STATUS", "SIGNED", "SERIAL");
    for (ValidationZone zone : zones) {
      Signing signing = zone.signing();
      table.row(
          zone.name(),
          zone.status().toString(),
          signing == null ? "no" : signing.status().toString(),
          Long.toString(zone.serial()));
    }
    return table.toString();
  }
}
