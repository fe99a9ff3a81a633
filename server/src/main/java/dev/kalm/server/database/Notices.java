package dev.kalm.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on a connection of its own what other processes have committed (LISTEN of PostgreSQL). A
 * notice may get lost with the connection: whoever needs all changes looks by itself now and then.
 */
final class Notices implements Database.Announcements {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final DataSource source;
  private final String channel;
  private final Runnable action;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Listens from now on.
   *
   * @param channel an identifier of PostgreSQL
   * @param action may not throw; the next notice waits for its end
   */
  Notices(DataSource source, String channel, Runnable action) {
    this.source = source;
    this.channel = channel;
    this.action = action;
    Thread.ofPlatform().daemon().name("notices-" + channel).start(this::run);
  }

  private void run() {
    try {
      do {
        listen();
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + channel);
      PGConnection postgresql = connection.unwrap(PGConnection.class);
      while (closed.getCount() > 0) {
        PGNotification[] heard = postgresql.getNotifications(Math.toIntExact(WAIT.toMillis()));
        if (heard != null && heard.length > 0) {
          action.run();
        }
      }
    } catch (SQLException lost) {
      LOG.debug("notices on {} are not heard for now: {}", channel, lost.getMessage());
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
