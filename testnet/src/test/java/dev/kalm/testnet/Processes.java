package dev.kalm.testnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads /proc: a server's own children are nobody's descendants once it is dead, but their command
 * line stays.
 */
final class Processes {
  private Processes() {}

  /** The command lines of all processes that were started with a file in this folder. */
  static List<String> using(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process :
          all.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
        String command = commandLine(process);
        if (command.contains(folder)) {
          found.add(process.getFileName() + " " + command);
        }
      }
    }
    return found;
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException _) {
      return "";
    }
  }
}
