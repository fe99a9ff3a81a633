package dev.kalm.testnet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs of the box are, and those that tests run in it, first found first used: the
 * folder {@code kalm.testnet.tools} (system property), {@code KALM_TESTNET_TOOLS} (environment),
 * each with a {@code bin} in it; what {@code ./dev} has fetched; the PATH; and the folders of
 * system programs, which an ordinary user's PATH leaves out.
 */
public final class Tools {
  private Tools() {}

  /** The program, or a {@link TestnetException} that says how to get it. */
  public static Path find(String program) {
    return look(program)
        .orElseThrow(() ->
            new TestnetException(
                program
                    + " is not installed: `./dev test` fetches it (looked in "
                    + folders()
                    + ")"));
  }

  public static boolean has(String program) {
    return look(program).isPresent();
  }

  private static Optional<Path> look(String program) {
    return folders().stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
        .findFirst();
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    addBin(folders, System.getProperty("kalm.testnet.tools"));
    addBin(folders, System.getenv("KALM_TESTNET_TOOLS"));
    addBin(folders, cache() + "/tools");
    for (String folder : Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    folders.add(Path.of("/usr/sbin"));
    folders.add(Path.of("/sbin"));
    folders.add(Path.of("/usr/bin"));
    return folders;
  }

  private static String cache() {
    String own = Objects.requireNonNullElse(System.getenv("KALM_DEV_CACHE"), "");
    String users = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
    if (!own.isEmpty()) {
      return own;
    }
    return (users.isEmpty() ? System.getProperty("user.home") + "/.cache" : users) + "/kalm-dev";
  }

  private static void addBin(List<Path> folders, @Nullable String home) {
    if (home != null && !home.isEmpty()) {
      folders.add(Path.of(home, "bin"));
    }
  }
}
