package dev.kalm.server.zone;

import dev.kalm.server.node.Node;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Waits until every live node serves what has been committed. */
public final class PublishBarrier {

  /** A node that has not followed by then is left behind: the self-check sees what it answers. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final ZoneFeed feed;
  private final Node node;

  public PublishBarrier(ZoneFeed feed, Node node) {
    this.feed = feed;
    this.node = node;
  }

  /**
   * True once all live nodes serve every zone as it is committed now, or later; false when the time
   * is up.
   */
  public boolean await() throws InterruptedException {
    return await(LIMIT);
  }

  boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Map<UUID, Long> wanted = feed.committed();
    if (!serves(wanted)) {
      feed.follow();
    }
    while (!serves(wanted) || !node.othersServe(wanted)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  private boolean serves(Map<UUID, Long> wanted) {
    Map<UUID, Long> served = feed.serials();
    return wanted.entrySet().stream()
        .allMatch(zone -> served.getOrDefault(zone.getKey(), 0L) >= zone.getValue());
  }
}
