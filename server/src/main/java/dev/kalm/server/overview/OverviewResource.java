package dev.kalm.server.overview;

import dev.kalm.server.http.Access;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;

/** {@code /overview}. */
public final class OverviewResource implements Resource {
  private final OverviewService service;

  public OverviewResource(OverviewService service) {
    this.service = service;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/overview", context -> context.json(service.overview()), Access.READ);
  }
}
