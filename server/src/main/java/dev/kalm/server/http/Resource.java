package dev.kalm.server.http;

/** A feature's part of the REST API. */
public interface Resource {
  /** Names the routes; called once, before the server starts. */
  void register(Routes routes);
}
