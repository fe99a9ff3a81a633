package dev.kalm.cli;

import dev.kalm.api.Json;
import dev.kalm.api.KalmClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that speaks to the server and prints what it said, as text or as JSON. */
abstract class ClientCommand implements Callable<Integer> {
  enum Output {
    TEXT,
    JSON;

    static final class Converter implements ITypeConverter<Output> {
      @Override
      public Output convert(String text) {
        return switch (text) {
          case "text" -> TEXT;
          case "json" -> JSON;
          case String other ->
              throw new picocli.CommandLine.TypeConversionException(
                  "'" + other + "' is not one of: text, json");
        };
      }
    }
  }

  final Terminal terminal;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data folder, when it is on this machine.")
  private @Nullable Path data;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      converter = Output.Converter.class,
      description = "How to print; json is the REST representation.")
  private Output output = Output.TEXT;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // picocli wants a field to see the option in
  private boolean help;

  @Spec private @Nullable CommandSpec spec;

  ClientCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  abstract int run(KalmClient client) throws IOException;

  @Override
  public final Integer call() throws IOException {
    checkArguments();
    try (KalmClient client = new KalmClient(Connection.endpoint(terminal, data))) {
      return run(client);
    }
  }

  /** Mistakes that show before anybody is asked. */
  void checkArguments() {}

  boolean json() {
    return output == Output.JSON;
  }

  void print(Object representation, String text) {
    if (json()) {
      terminal
          .out()
          .println(
              Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(representation));
    } else {
      terminal.out().print(text);
    }
  }

  RuntimeException usage(String mistake) {
    return spec == null
        ? new IllegalArgumentException(mistake)
        : new ParameterException(spec.commandLine(), mistake);
  }
}
