package dev.kalm.cli;

import dev.kalm.api.Endpoint;
import dev.kalm.api.KalmClient;
import dev.kalm.api.Session;
import dev.kalm.api.SessionState;
import dev.kalm.api.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "login",
    description = "Remember a server and a token for the commands that follow.",
    mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      description = "The server, such as https://kalm.example.com:8443; asked for unless given.")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the token; - is standard input. Asked for unless given.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "A PEM trust anchor for the API's certificate; a copy is kept.")
  private @Nullable Path ca;

  @Spec private @Nullable CommandSpec spec;

  LoginCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path file =
        Login.file(terminal)
            .orElseThrow(() -> usage("There is nowhere to keep it: set HOME or XDG_CONFIG_HOME."));
    Login login = new Login(address(), token(), trustAnchors());
    Endpoint endpoint;
    try {
      endpoint = new Endpoint(URI.create(login.url()), login.token(), login.trustAnchors());
    } catch (IllegalArgumentException e) {
      throw usage("'" + login.url() + "' is not the address of a Kalm server.");
    }
    try (KalmClient client = new KalmClient(endpoint)) {
      Session session = client.access().session();
      User user = session.user();
      if (session.state() != SessionState.SIGNED_IN || user == null) {
        terminal
            .err()
            .println(
                "kalm: "
                    + login.url()
                    + " does not know this token, or it has ended.\nWhat to do: make one there with 'kalm token create'.");
        return Main.FAILED;
      }
      login.save(file);
      terminal
          .out()
          .println(
              "Logged in to %s: %s (%s). Kept in %s."
                  .formatted(login.url(), user.displayName(), user.role(), file));
      return Main.DONE;
    }
  }

  private String address() throws IOException {
    if (url != null) {
      return url.strip();
    }
    String variable = terminal.variable("KALM_URL");
    BufferedReader keyboard = terminal.keyboard();
    if (variable != null) {
      return variable.strip();
    }
    if (keyboard == null) {
      throw usage("Nobody is there to ask for the server: give its URL.");
    }
    terminal.err().print("The server's URL: ");
    terminal.err().flush();
    String typed = keyboard.readLine();
    return typed == null ? "" : typed.strip();
  }

  private String token() throws IOException {
    if (!SecretInput.isPossible(terminal, tokenFile)) {
      throw usage(
          "Nobody is there to ask for the token: give it with --token-file, - for standard input.");
    }
    String token = SecretInput.read(terminal, tokenFile, "Token: ");
    if (token.isEmpty()) {
      throw usage("There was no token.");
    }
    return token;
  }

  private @Nullable String trustAnchors() throws IOException {
    String variable = terminal.variable("KALM_CA");
    Path file = ca == null && variable != null ? Path.of(variable) : ca;
    return file == null ? null : Files.readString(file);
  }

  private RuntimeException usage(String mistake) {
    return spec == null
        ? new IllegalArgumentException(mistake)
        : new ParameterException(spec.commandLine(), mistake);
  }
}
