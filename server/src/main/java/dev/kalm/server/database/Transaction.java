package dev.kalm.server.database;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One read-write transaction, for the duration of the work that it was given to. */
public final class Transaction {
  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  private final Handle handle;
  private final Dialect dialect;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
  }

  /** The connection. The transaction begins and ends without the work's doing. */
  public Handle handle() {
    return handle;
  }

  /** The database as this transaction sees it, for work that only reads. */
  public Snapshot snapshot() {
    return new Snapshot(handle);
  }

  /**
   * This transaction's connection for a library that wants a DataSource (a job is scheduled in the
   * transaction that needs it). Closing, committing and rolling back through it do nothing.
   */
  public DataSource dataSource() {
    return JoinedConnection.dataSource(handle.getConnection());
  }

  /**
   * Runs the action once the commit is on the disk, in the caller's thread, in the order of these
   * calls; never if the transaction rolled back. An action that fails is logged and keeps neither
   * the others nor the caller from going on: what was committed stays.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /**
   * Tells those who listen on the channel, in any process on this database, once it is committed.
   * SQLite has one process, which knows.
   */
  public void announce(String channel) {
    if (dialect == Dialect.POSTGRESQL) {
      handle
          .createQuery("SELECT pg_notify(:channel, '')")
          .bind("channel", channel)
          .mapToMap()
          .list();
    }
  }

  void committed() {
    for (Runnable action : afterCommit) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("An action after a commit failed; the commit stands.", e);
      }
    }
  }
}
