package dev.kalm.server.zone;

import dev.kalm.server.node.Node;
import java.time.Duration;

/** Waits until every live node serves a change of the zone. */
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

  /** True once all live nodes serve {@code serial} or a later one; false when the time is up. */
  public boolean await(long serial) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    if (feed.serial() < serial) {
      feed.follow();
    }
    while (feed.serial() < serial || !node.othersServe(serial)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }
}
