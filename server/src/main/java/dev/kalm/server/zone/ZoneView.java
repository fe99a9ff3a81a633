package dev.kalm.server.zone;

import dev.kalm.api.NameServer;
import dev.kalm.api.Rollover;
import dev.kalm.api.Signing;
import dev.kalm.api.SigningKey;
import dev.kalm.api.SigningStatus;
import dev.kalm.api.ZoneStatus;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Validation zones as the REST API shows them. */
public final class ZoneView {
  private final ZoneService service;
  private final InstantSource clock;

  public ZoneView(ZoneService service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
  }

  dev.kalm.api.ValidationZone of(ValidationZone zone) {
    List<RecordCheck> records = service.records(zone);
    return new dev.kalm.api.ValidationZone(
        zone.name(),
        service.nameServers(zone).stream()
            .map(server ->
                new NameServer(
                    server.name(),
                    server.addresses().stream().map(InetAddress::getHostAddress).toList()))
            .toList(),
        ZoneRecords.of(records, zone.checkedAt()),
        status(records),
        zone.serial(),
        service
            .signed(zone)
            .map(signed -> signing(zone, signed, records, clock.instant()))
            .orElse(null));
  }

  private static Signing signing(
      ValidationZone zone, SignedZone signed, List<RecordCheck> records, Instant now) {
    return new Signing(
        signingStatus(signed, records),
        signed.denial(),
        signed.keys().stream()
            .map(key -> new SigningKey(key.tag(), key.state(), key.ds()))
            .toList(),
        signed.step() == null
            ? null
            : new Rollover(signed.step(), Rollovers.detail(signed, zone.domain(), now)));
  }

  static SigningStatus signingStatus(SignedZone signed, List<RecordCheck> records) {
    List<RecordStatus> ds =
        records.stream()
            .filter(check -> check.type().equals("DS"))
            .map(RecordCheck::status)
            .toList();
    if (ds.contains(RecordStatus.WRONG)) {
      return SigningStatus.BOGUS;
    }
    if (ds.contains(RecordStatus.OK)) {
      return SigningStatus.SECURE;
    }
    // In a rollover the other key's record may be there.
    return signed.step() == null && ds.equals(List.of(RecordStatus.MISSING))
        ? SigningStatus.INSECURE
        : SigningStatus.UNKNOWN;
  }

  /** A missing DS record is no obstacle, nor one that could not be looked at. */
  static ZoneStatus status(List<RecordCheck> records) {
    if (records.stream()
        .anyMatch(check -> !check.type().equals("DS") && check.status() == RecordStatus.UNKNOWN)) {
      return ZoneStatus.UNKNOWN;
    }
    return records.stream().noneMatch(RecordCheck::stopsIssuance)
        ? ZoneStatus.READY
        : ZoneStatus.UNREACHABLE;
  }
}
