package dev.kalm.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --wait} and {@code --timeout}. */
final class WaitOptions {
  private static final Duration STANDARD = Duration.ofMinutes(10);

  @Option(names = "--wait", description = "Show each step and end with the certificate.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = ContractOptions.Time.class,
      description = "How long to wait, such as 90s, 10m (the default) or 1h30m.")
  private @Nullable Duration timeout;

  boolean wanted() {
    return wait;
  }

  boolean timeoutWithoutWait() {
    return timeout != null && !wait;
  }

  Duration timeout() {
    return timeout == null ? STANDARD : timeout;
  }
}
