package dev.kalm.server.settings;

import dev.kalm.api.ClusterFindings;
import dev.kalm.api.ClusterFindings.Finding;
import dev.kalm.api.ProbeAuthority;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.SetAuthority;
import dev.kalm.api.SetCluster;
import dev.kalm.api.SetResolver;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.authority.DirectoryProbe;
import dev.kalm.server.check.ClusterCheck;
import dev.kalm.server.check.ClusterSight;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.zone.ClusterAddresses;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.function.Supplier;

/** {@code /settings}. */
public final class SettingsResource implements Resource {
  private final SettingsService service;
  private final ClusterCheck check;
  private final DirectoryProbe probe;

  public SettingsResource(SettingsService service, ClusterCheck check, DirectoryProbe probe) {
    this.service = service;
    this.check = check;
    this.probe = probe;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/settings", context -> context.json(service.show()), Access.READ);
    routes.put("/api/v1/settings/cluster", this::setCluster, Access.ADMIN);
    routes.put("/api/v1/settings/resolver", this::setResolver, Access.ADMIN);
    routes.put("/api/v1/settings/authorities/{name}", this::setAuthority, Access.ADMIN);
    routes.delete("/api/v1/settings/authorities/{name}", this::deleteAuthority, Access.ADMIN);
    routes.get(
        "/api/v1/settings/cluster/detection",
        context -> context.json(Detection.detect()),
        Access.ADMIN);
    routes.post("/api/v1/settings/cluster/check", this::checkCluster, Access.ADMIN);
    routes.post("/api/v1/settings/authorities/probe", this::probe, Access.ADMIN);
  }

  private void setCluster(Context context) {
    SetCluster wish = context.bodyAsClass(SetCluster.class);
    context.json(changed(() -> service.setCluster(wish)));
  }

  private void setResolver(Context context) {
    SetResolver wish = context.bodyAsClass(SetResolver.class);
    context.json(changed(() -> service.setResolver(wish)));
  }

  private void setAuthority(Context context) {
    SetAuthority wish = context.bodyAsClass(SetAuthority.class);
    context.json(changed(() -> service.setAuthority(context.pathParam("name"), wish)));
  }

  private void deleteAuthority(Context context) {
    context.json(changed(() -> service.deleteAuthority(context.pathParam("name"))));
  }

  private void checkCluster(Context context) {
    SetCluster wish = context.bodyAsClass(SetCluster.class);
    ClusterAddresses wanted = changed(() -> Wishes.cluster(wish));
    context.json(
        new ClusterFindings(
            check.look(wanted.domain().orElseThrow(), wanted.addresses()).stream()
                .map(SettingsResource::of)
                .toList()));
  }

  private static Finding of(ClusterSight sight) {
    return new Finding(
        sight.what(),
        RecordStatus.of(sight.status().name().toLowerCase(Locale.ROOT)),
        sight.detail(),
        sight.advice());
  }

  private void probe(Context context) {
    ProbeAuthority wish = context.bodyAsClass(ProbeAuthority.class);
    Wishes.Directory directory = changed(() -> Wishes.directory(wish));
    try {
      context.json(probe.look(directory.url(), directory.trust()));
    } catch (AuthorityException unreadable) {
      throw RequestException.of(unreadable.failure().problem().withStatus(502));
    }
  }

  private static <T> T changed(Supplier<T> change) {
    try {
      return change.get();
    } catch (Wishes.RefusedException refused) {
      throw RequestException.badRequest(String.valueOf(refused.getMessage()), refused.mistakes());
    } catch (SettingsService.ConflictException conflict) {
      throw RequestException.conflict(String.valueOf(conflict.getMessage()));
    } catch (SettingsService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }
}
