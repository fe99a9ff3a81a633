package dev.kalm.cli;

import dev.kalm.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The server and the token that {@code kalm login} keeps, in {@code login.json} (0600) below {@code
 * XDG_CONFIG_HOME} or {@code ~/.config}.
 *
 * @param trustAnchors PEM; null: what the JDK trusts
 */
record Login(String url, String token, @Nullable String trustAnchors) {
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Where it is, or would be; empty where there is no home. */
  static Optional<Path> file(Terminal terminal) {
    String config = terminal.variable("XDG_CONFIG_HOME");
    String home = terminal.variable("HOME");
    return Optional.ofNullable(config)
        .map(Path::of)
        .or(() -> Optional.ofNullable(home).map(folder -> Path.of(folder, ".config")))
        .map(folder -> folder.resolve("kalm").resolve("login.json"));
  }

  static Optional<Login> load(Terminal terminal) throws IOException {
    Optional<Path> file = file(terminal).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readString(file.get()), Login.class));
    } catch (JacksonException e) {
      throw new IOException(file.get() + " is damaged: log in again with 'kalm login'.", e);
    }
  }

  /** Writes it whole or not at all; nobody else could read it for a moment either. */
  void save(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, FOLDER_MODE);
    Path fresh = Files.createTempFile(folder, "login", ".json", FILE_MODE);
    try {
      Files.writeString(fresh, Json.mapper().writeValueAsString(this) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Login[url=" + url + "]";
  }
}
