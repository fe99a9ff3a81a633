package dev.kalm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "logout",
    description = "Forget what 'kalm login' has remembered. The token itself stays good.",
    mixinStandardHelpOptions = true)
final class LogoutCommand implements Callable<Integer> {
  private final Terminal terminal;

  LogoutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> file = Login.file(terminal);
    boolean wasThere = file.isPresent() && Files.deleteIfExists(file.get());
    terminal
        .err()
        .println(
            wasThere
                ? "Logged out. To end the token too: kalm token revoke."
                : "Nobody was logged in.");
    return Main.DONE;
  }
}
