package dev.kalm.server.zone;

import dev.kalm.api.Delegation;
import dev.kalm.api.Page;
import dev.kalm.server.check.RecordStatus;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Consumer;

/** {@code /delegations}. */
public final class DelegationResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;

  private final ZoneService service;
  private final Consumer<String> delegationReady;

  /**
   * @param delegationReady told of a domain whose CNAME a look found right
   */
  public DelegationResource(ZoneService service, Consumer<String> delegationReady) {
    this.service = service;
    this.delegationReady = delegationReady;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/delegations", this::list, Access.READ);
    routes.get(
        "/api/v1/delegations/{domain}", context -> context.json(of(find(context))), Access.READ);
    routes.post("/api/v1/delegations/{domain}/check", this::check, Access.READ);
  }

  private void list(Context context) {
    int limit = QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
    List<dev.kalm.server.zone.Delegation> found =
        service.page(context.queryParam("cursor"), limit + 1);
    boolean more = found.size() > limit;
    List<dev.kalm.server.zone.Delegation> shown = more ? found.subList(0, limit) : found;
    context.json(
        new Page<>(shown.stream().map(this::of).toList(), more ? shown.getLast().domain() : null));
  }

  private void check(Context context) {
    dev.kalm.server.zone.Delegation delegation = find(context);
    if (service.check(delegation).status() == RecordStatus.OK) {
      delegationReady.accept(delegation.domain());
    }
    context.json(of(find(context)));
  }

  private dev.kalm.server.zone.Delegation find(Context context) {
    String domain = context.pathParam("domain");
    return service
        .delegation(domain)
        .orElseThrow(() ->
            RequestException.notFound(
                "there is no delegation of "
                    + domain
                    + ": it is made when a certificate for it is wanted by DNS-01"));
  }

  private Delegation of(dev.kalm.server.zone.Delegation delegation) {
    return new Delegation(
        delegation.domain(),
        delegation.id().toString(),
        delegation.target(),
        ZoneRecords.cname(delegation),
        service.values(delegation),
        delegation.checkedAt());
  }
}
