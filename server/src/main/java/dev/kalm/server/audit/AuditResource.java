package dev.kalm.server.audit;

import dev.kalm.api.AuditEntry;
import dev.kalm.api.Page;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.util.List;

/** {@code /audit}. */
public final class AuditResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;

  private final Database database;
  private final AuditStore store = new AuditStore();

  public AuditResource(Database database) {
    this.database = database;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/audit", this::list, Access.ADMIN);
  }

  private void list(Context context) {
    int limit = QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
    AuditStore.Filter filter =
        new AuditStore.Filter(
            context.queryParam("action"),
            context.queryParam("actor"),
            context.queryParam("target"));
    String cursor = context.queryParam("cursor");
    List<AuditEntry> found = database.read(handle -> store.page(handle, filter, cursor, limit + 1));
    boolean more = found.size() > limit;
    List<AuditEntry> shown = more ? found.subList(0, limit) : found;
    context.json(new Page<>(shown, more ? shown.getLast().id() : null));
  }
}
