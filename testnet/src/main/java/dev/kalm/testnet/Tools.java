package dev.kalm.testnet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * The folder with what npm has installed for tests: {@code node_modules}, and {@code package},
   * Playwright's driver.
   */
  public static Path npm() {
    return homes().stream()
        .map(home -> home.resolve("npm"))
        .filter(folder -> Files.isDirectory(folder.resolve("node_modules")))
        .findFirst()
        .orElseThrow(() ->
            new TestnetException(
                "The tests' npm packages are not there: `./dev test` fetches them (looked in "
                    + homes()
                    + ")"));
  }

  private static Optional<Path> look(String program) {
    return folders().stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
        .findFirst();
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    homes().forEach(home -> folders.add(home.resolve("bin")));
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

  private static List<Path> homes() {
    return Stream.of(
            System.getProperty("kalm.testnet.tools"),
            System.getenv("KALM_TESTNET_TOOLS"),
            cache() + "/tools")
        .filter(home -> home != null && !home.isEmpty())
        .map(Path::of)
        .toList();
  }

  private static String cache() {
    String own = Objects.requireNonNullElse(System.getenv("KALM_DEV_CACHE"), "");
    String users = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
    if (!own.isEmpty()) {
      return own;
    }
    return (users.isEmpty() ? System.getProperty("user.home") + "/.cache" : users) + "/kalm-dev";
  }
}
