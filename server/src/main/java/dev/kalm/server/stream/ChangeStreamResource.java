package dev.kalm.server.stream;

import dev.kalm.server.http.Access;
import dev.kalm.server.http.EventStreams;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;

/** {@code /stream}: that something has changed, and of what kind it is. */
public final class ChangeStreamResource implements Resource {
  private final ChangeFeed feed;
  private final EventStreams streams;

  public ChangeStreamResource(ChangeFeed feed, EventStreams streams) {
    this.feed = feed;
    this.streams = streams;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/stream", context -> streams.answer(context, feed::write), Access.READ);
  }
}
