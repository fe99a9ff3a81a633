package dev.kalm.server.zone;

import dev.kalm.api.NameServer;
import dev.kalm.api.ValidationZone;
import dev.kalm.api.ZoneStatus;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.List;

/** {@code /zone}. */
public final class ZoneResource implements Resource {
  private final ZoneService service;
  private final Runnable zoneReady;

  /**
   * @param zoneReady called when a look found every record of the zone right
   */
  public ZoneResource(ZoneService service, Runnable zoneReady) {
    this.service = service;
    this.zoneReady = zoneReady;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/zone", context -> context.json(of(find())), Access.ADMIN);
    routes.post("/api/v1/zone", this::create, Access.ADMIN);
    routes.post("/api/v1/zone/check", this::check, Access.ADMIN);
  }

  private void create(Context context) {
    try {
      boolean present = service.find().isPresent();
      context.status(present ? 200 : 201).json(of(service.create()));
    } catch (ZoneService.NoClusterException nowhere) {
      throw RequestException.conflict(String.valueOf(nowhere.getMessage()));
    }
  }

  private void check(Context context) {
    List<RecordCheck> seen = service.check(find());
    if (seen.stream().allMatch(check -> check.status() == RecordStatus.OK)) {
      zoneReady.run();
    }
    context.json(of(find()));
  }

  private dev.kalm.server.zone.ValidationZone find() {
    return service
        .find()
        .orElseThrow(() ->
            RequestException.notFound(
                "there is no validation zone yet: it is made at the first wildcard, or now with 'kalm zone create'"));
  }

  private ValidationZone of(dev.kalm.server.zone.ValidationZone zone) {
    return new ValidationZone(
        zone.name(),
        service.nameServers(zone).stream()
            .map(server ->
                new NameServer(
                    server.name(),
                    server.addresses().stream().map(InetAddress::getHostAddress).toList()))
            .toList(),
        ZoneRecords.of(service.records(zone)),
        status(zone),
        zone.serial());
  }

  private static ZoneStatus status(dev.kalm.server.zone.ValidationZone zone) {
    if (zone.checks().isEmpty()
        || zone.checks().stream().anyMatch(check -> check.status() == RecordStatus.UNKNOWN)) {
      return ZoneStatus.UNKNOWN;
    }
    return zone.checks().stream().allMatch(check -> check.status() == RecordStatus.OK)
        ? ZoneStatus.READY
        : ZoneStatus.UNREACHABLE;
  }
}
