package dev.kalm.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** {@code [ZONE]}. */
final class ZoneArgument {
  @Parameters(
      arity = "0..1",
      paramLabel = "ZONE",
      description = "The zone's name; without it, the first zone.")
  private @Nullable String name;

  @Nullable String name() {
    return name;
  }
}
