package dev.kalm.server.zone;

import dev.kalm.api.CreateZone;
import dev.kalm.api.Page;
import dev.kalm.api.Problem;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.SignZone;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.config.ClusterConfig;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /zones} and {@code /zone}, which is the first of them or the one that {@code zone} names.
 */
public final class ZoneResource implements Resource {
  private final ZoneService service;
  private final SigningService signing;
  private final ZoneView view;
  private final Runnable zoneReady;

  /**
   * @param zoneReady called when a look found every record of a zone right
   */
  public ZoneResource(
      ZoneService service, SigningService signing, ZoneView view, Runnable zoneReady) {
    this.service = service;
    this.signing = signing;
    this.view = view;
    this.zoneReady = zoneReady;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/zones", this::list, Access.READ);
    routes.get("/api/v1/zone", this::show, Access.READ);
    routes.post("/api/v1/zone", this::create, Access.ADMIN);
    routes.post("/api/v1/zone/check", this::check, Access.READ);
    routes.post("/api/v1/zone/sign", this::sign, Access.ADMIN);
    routes.post("/api/v1/zone/unsign", this::unsign, Access.ADMIN);
    routes.post("/api/v1/zone/rollover", this::rollOver, Access.ADMIN);
  }

  private void list(Context context) {
    context.json(new Page<>(service.all().stream().map(view::of).toList(), null));
  }

  private void show(Context context) {
    context.json(view.of(find(context)));
  }

  private void create(Context context) {
    String domain = domain(context);
    int before = service.all().size();
    try {
      ValidationZone zone = domain == null ? service.create() : service.create(domain);
      context.status(service.all().size() == before ? 200 : 201).json(view.of(zone));
    } catch (ZoneService.NoClusterException nowhere) {
      throw RequestException.conflict(String.valueOf(nowhere.getMessage()));
    }
  }

  private @Nullable String domain(Context context) {
    if (context.body().isBlank()) {
      return null;
    }
    String domain = context.bodyAsClass(CreateZone.class).domain();
    if (domain == null) {
      return null;
    }
    try {
      return ClusterConfig.domain(domain);
    } catch (IllegalArgumentException refused) {
      String detail = "\"%s\" %s".formatted(domain, refused.getMessage());
      throw RequestException.badRequest(detail, List.of(Mistake.at("/domain", detail)));
    }
  }

  private void check(Context context) {
    look(find(context));
    show(context);
  }

  void look(ValidationZone zone) {
    List<RecordCheck> seen = service.check(zone);
    if (seen.stream().noneMatch(RecordCheck::stopsIssuance)) {
      zoneReady.run();
    }
  }

  @Nullable ValidationZone named(String name) {
    return service.find(name).orElse(null);
  }

  dev.kalm.api.ValidationZone shown(ValidationZone zone) {
    return view.of(zone);
  }

  private void sign(Context context) {
    SignZone wanted =
        context.body().isBlank() ? new SignZone(null) : context.bodyAsClass(SignZone.class);
    signed(context, () -> signing.sign(find(context), wanted.denial()));
  }

  private void unsign(Context context) {
    signed(context, () -> signing.unsign(find(context)));
  }

  private void rollOver(Context context) {
    signed(context, () -> signing.rollOver(find(context)));
  }

  private void signed(Context context, Runnable change) {
    try {
      change.run();
    } catch (SigningService.RefusedException refused) {
      throw RequestException.of(
          Problem.of(409, "Conflict", String.valueOf(refused.getMessage()))
              .withKind(ProblemKind.USER_ACTION)
              .withAdvice(refused.advice()));
    }
    show(context);
  }

  ValidationZone find(Context context) {
    String name = context.queryParam("zone");
    Optional<ValidationZone> found =
        name == null ? service.find() : service.find(name.toLowerCase(Locale.ROOT));
    return found.orElseThrow(() ->
        RequestException.notFound(
            name == null
                ? "there is no validation zone yet: it is made at the first wildcard, or now with 'kalm zone create'"
                : "there is no validation zone " + name + ": see 'kalm zone list'"));
  }
}
