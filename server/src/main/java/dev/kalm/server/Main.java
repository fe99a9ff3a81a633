package dev.kalm.server;

import java.nio.file.Path;
import java.util.Optional;

/** Stands in for the service until it is there. */
public final class Main {
  private Main() {}

  public static int serve(Optional<Path> config, Optional<Path> data) {
    System.err.println("There is no server yet: config " + config + ", data " + data);
    return 1;
  }
}
