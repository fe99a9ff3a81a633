package dev.kalm.server.zone;

import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.EventStream;
import dev.kalm.server.http.EventStreams;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code /zone/stream}: a zone as it is seen, and what this node's DNS server is asked. */
public final class ZoneStreamResource implements Resource {
  private static final Duration POLL = Duration.ofMillis(500);

  /** How often a zone that the world does not reach is looked at while somebody watches. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final int QUERIES = 100;

  private final ZoneResource zones;
  private final QueryLogResource queries;
  private final EventStreams streams;
  private final InstantSource clock;

  /** When each zone was last looked at for those who watch it. */
  private final Map<UUID, Instant> looks = new ConcurrentHashMap<>();

  public ZoneStreamResource(
      ZoneResource zones, QueryLogResource queries, EventStreams streams, InstantSource clock) {
    this.zones = zones;
    this.queries = queries;
    this.streams = streams;
    this.clock = clock;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/zone/stream", this::stream, Access.READ);
  }

  private void stream(Context context) throws IOException, InterruptedException {
    String name = zones.find(context).name();
    @Nullable String delegation = context.queryParam("delegation");
    // Refuses one that does not exist before the stream begins.
    queries.latest(delegation, 0, 1);
    streams.answer(context, stream -> write(name, delegation, stream));
  }

  private void write(String name, @Nullable String delegation, EventStream stream)
      throws IOException, InterruptedException {
    String sent = "";
    long after = 0;
    do {
      @Nullable ValidationZone zone = zones.named(name);
      if (zone == null) {
        return;
      }
      String now = EventStream.json(zones.shown(zone));
      if (!now.equals(sent)) {
        stream.send("zone", now);
        sent = now;
      }
      QueryLogResource.Part part = queries.latest(delegation, after, QUERIES);
      if (after == 0 || !part.items().isEmpty()) {
        stream.send("queries", part.items());
      }
      after = part.next();
      lookIfUnreached(zone);
    } while (stream.await(POLL));
  }

  /** On a thread of its own, for a look may take as long as its limit. */
  private void lookIfUnreached(ValidationZone zone) {
    if (!zone.checks().isEmpty() && zone.checks().stream().noneMatch(RecordCheck::stopsIssuance)) {
      return;
    }
    Instant now = clock.instant();
    @Nullable Instant mine =
        looks.compute(
            zone.id(), (_, last) -> last == null || last.plus(LOOK).isBefore(now) ? now : last);
    if (now.equals(mine)) {
      Thread.ofVirtual().name("look at " + zone.name()).start(() -> zones.look(zone));
    }
  }
}
