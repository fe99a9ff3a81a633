package dev.kalm.cli;

import dev.kalm.api.Endpoint;
import dev.kalm.api.KalmException;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server: the environment first, then what {@code kalm login} has kept, then what the
 * server left in its data folder.
 */
final class Connection {
  private static final Path DEFAULT_DATA = Path.of("/var/lib/kalm");
  private static final String DEFAULT_URL = "https://127.0.0.1:8443";

  private Connection() {}

  static Endpoint endpoint(Terminal terminal, @Nullable Path dataOption) throws KalmException {
    Optional<Login> login = login(terminal, dataOption);
    Path data = dataFolder(terminal, dataOption);
    String url = login.isPresent() ? login.get().url() : url(terminal, data);
    String token = login.isPresent() ? login.get().token() : token(terminal, data);
    String kept = login.isPresent() ? login.get().trustAnchors() : null;
    String trustAnchors =
        login.isPresent() && terminal.variable("KALM_CA") == null
            ? kept
            : trustAnchors(terminal, data);
    try {
      return new Endpoint(URI.create(url), token, trustAnchors);
    } catch (IllegalArgumentException e) {
      throw failure(
          "'" + url + "' is not the address of a Kalm server.",
          "Set KALM_URL to something like https://kalm.example.com:8443.",
          e);
    }
  }

  /**
   * What {@code kalm login} has kept, where neither an option nor the environment says anything
   * else. Its token is for its server alone.
   */
  private static Optional<Login> login(Terminal terminal, @Nullable Path dataOption)
      throws KalmException {
    String url = terminal.variable("KALM_URL");
    if (dataOption != null
        || terminal.variable("KALM_DATA") != null
        || terminal.variable("KALM_TOKEN") != null) {
      return Optional.empty();
    }
    try {
      return Login.load(terminal).filter(login -> url == null || url.equals(login.url()));
    } catch (IOException e) {
      throw failure(String.valueOf(e.getMessage()), "Log in again: kalm login", e);
    }
  }

  private static Path dataFolder(Terminal terminal, @Nullable Path option) {
    if (option != null) {
      return option;
    }
    String variable = terminal.variable("KALM_DATA");
    return variable == null ? DEFAULT_DATA : Path.of(variable);
  }

  private static String url(Terminal terminal, Path data) throws KalmException {
    String variable = terminal.variable("KALM_URL");
    if (variable != null) {
      return variable;
    }
    Path file = data.resolve("api.url");
    return Files.isReadable(file) ? read(file, "Set KALM_URL instead.") : DEFAULT_URL;
  }

  private static String token(Terminal terminal, Path data) throws KalmException {
    String variable = terminal.variable("KALM_TOKEN");
    if (variable != null) {
      return variable.strip();
    }
    Path file = data.resolve("admin.token");
    return read(
        file,
        "Set KALM_TOKEN, log in with 'kalm login', or name the server's data folder with --data or KALM_DATA; the file is "
            + "readable for the server's own user and for root only, and is there once the server has started.");
  }

  private static @Nullable String trustAnchors(Terminal terminal, Path data) throws KalmException {
    String variable = terminal.variable("KALM_CA");
    if (variable != null) {
      return read(
          Path.of(variable), "Set KALM_CA to a copy of api.pem from the server's data folder.");
    }
    Path file = data.resolve("api.pem");
    return Files.isReadable(file) ? read(file, "Set KALM_CA instead.") : null;
  }

  private static String read(Path file, String advice) throws KalmException {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw failure(file + " is empty.", advice, null);
      }
      return text;
    } catch (KalmException e) {
      throw e;
    } catch (IOException e) {
      String why = Files.exists(file) ? "cannot be read" : "is not there";
      throw failure(file + " " + why + ".", advice, e);
    }
  }

  private static KalmException failure(String detail, String advice, @Nullable Throwable cause) {
    return new KalmException(
        Problem.ofType(Problem.NO_TYPE, null, detail)
            .withKind(ProblemKind.USER_ACTION)
            .withAdvice(advice),
        cause);
  }
}
