package dev.kalm.server.database;

import org.jdbi.v3.core.Handle;

/**
 * The database as it was at one moment, for several features to read what belongs together; for the
 * duration of the work that it was given to.
 */
public final class Snapshot {
  private final Handle handle;

  Snapshot(Handle handle) {
    this.handle = handle;
  }

  public Handle handle() {
    return handle;
  }
}
