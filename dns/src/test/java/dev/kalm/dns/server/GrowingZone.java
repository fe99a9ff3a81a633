package dev.kalm.dns.server;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.Zone;
import dev.kalm.dns.zone.ZoneChange;
import dev.kalm.dns.zone.ZoneChange.AddTxt;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * A zone whose delegations are made so that the answer to a TXT query with EDNS has a length to the
 * byte.
 */
final class GrowingZone {

  private static final String APEX = "grow.test.";

  /** Header, question with a name of 36 + 10 bytes and its lengths, OPT. */
  private static final int AROUND = 12 + 37 + 11 + 4 + 11;

  /** Pointer, type, class, TTL, RDLENGTH, and the first string's own length. */
  private static final int RECORD = 2 + 2 + 2 + 4 + 2 + 1;

  private final Zone zone;

  GrowingZone(ZoneTable zones, InstantSource clock) {
    Name apex = Name.parse(APEX);
    zone =
        new Zone(
            ZoneSettings.of(apex, List.of(new NameServer(apex.child("ns"), List.of()))), clock);
    zones.add(zone);
  }

  String nameWithAnswerOf(int bytes) {
    UUID id = UUID.randomUUID();
    int left = bytes - AROUND;
    int number = 0;
    while (left > 0) {
      // What remains for a last record must be enough for one.
      int record = left <= 200 ? left : 100;
      String value = "%03d".formatted(number++) + "x".repeat(record - RECORD - 3);
      List<ZoneChange> changes = List.of(new AddTxt(id, value, Instant.MAX));
      zone.apply(changes, zone.serial() + 1);
      left -= record;
    }
    return id + "." + APEX;
  }
}
