package dev.kalm.server.http;

import java.util.Map;

/** Says that the server answers; stands in until a resource that knows more registers the path. */
final class Health implements Resource {
  static final String PATH = "/api/v1/health";

  @Override
  public void register(Routes routes) {
    routes.get(PATH, context -> context.json(Map.of("status", "ok")), Access.PUBLIC);
  }
}
