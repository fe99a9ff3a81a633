package dev.kalm.server;

import dev.kalm.api.Health;
import dev.kalm.api.HealthStatus;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What needs no token: whether the service works, and the description of its API. */
final class ServiceResource implements Resource {
  private static final String DESCRIPTION = "/dev/kalm/api/openapi.json";

  private final Database database;
  private final byte[] description;

  ServiceResource(Database database) {
    this.database = database;
    try (InputStream in = Objects.requireNonNull(Health.class.getResourceAsStream(DESCRIPTION))) {
      this.description = in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("the API's description is missing from this build", broken);
    }
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/health", this::health, Access.PUBLIC);
    routes.get(
        "/api/v1/openapi.json",
        context -> context.contentType("application/json").result(description),
        Access.PUBLIC);
  }

  private void health(Context context) {
    boolean works = database.answers();
    context
        .status(works ? 200 : 503)
        .json(
            works
                ? new Health(HealthStatus.OK, version(), null)
                : new Health(HealthStatus.FAILING, version(), "the database does not answer"));
  }

  private static String version() {
    String version = ServiceResource.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
