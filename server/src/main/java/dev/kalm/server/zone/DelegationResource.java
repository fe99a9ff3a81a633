package dev.kalm.server.zone;

import dev.kalm.api.RecordStatus;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.name.SearchText;
import dev.kalm.server.zone.DelegationService.DelegationQuery;
import dev.kalm.server.zone.DelegationService.NoSuchDelegationException;
import dev.kalm.server.zone.DelegationService.UnconfirmedException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.function.Consumer;

/** {@code /delegations}. */
public final class DelegationResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;
  private static final String DOMAIN = "domain";

  private final DelegationService service;
  private final Consumer<String> delegationReady;

  /**
   * @param delegationReady told of a domain whose CNAME a look found right
   */
  public DelegationResource(DelegationService service, Consumer<String> delegationReady) {
    this.service = service;
    this.delegationReady = delegationReady;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/delegations", this::list, Access.READ);
    routes.get("/api/v1/delegations/{domain}", refusing(this::show), Access.READ);
    routes.delete("/api/v1/delegations/{domain}", refusing(this::delete), Access.ADMIN);
    routes.post("/api/v1/delegations/{domain}/check", refusing(this::check), Access.READ);
  }

  private static Handler refusing(Handler handler) {
    return context -> {
      try {
        handler.handle(context);
      } catch (NoSuchDelegationException missing) {
        throw RequestException.notFound(String.valueOf(missing.getMessage()));
      } catch (UnconfirmedException unconfirmed) {
        throw RequestException.conflict(String.valueOf(unconfirmed.getMessage()));
      }
    };
  }

  private void list(Context context) {
    int limit = QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
    DelegationQuery query =
        new DelegationQuery(
            QueryParameters.search(context, SearchText.LONGEST),
            QueryParameters.words(context, "status", RecordStatus::of));
    context.json(service.page(query, context.queryParam("cursor"), limit));
  }

  private void show(Context context) {
    context.json(service.show(context.pathParam(DOMAIN)));
  }

  private void check(Context context) {
    String domain = context.pathParam(DOMAIN);
    if (service.check(domain)) {
      delegationReady.accept(domain);
    }
    show(context);
  }

  private void delete(Context context) {
    service.delete(context.pathParam(DOMAIN), context.queryParam("confirm"));
    context.status(204);
  }
}
