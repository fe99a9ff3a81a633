package dev.kalm.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command that loads the server; the others stay quick to start. */
@Command(name = "serve", description = "Start the server.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "The configuration, kalm.yaml.")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
  private @Nullable Path data;

  @Override
  public Integer call() {
    return dev.kalm.server.Main.serve(Optional.ofNullable(config), Optional.ofNullable(data));
  }
}
