package dev.kalm.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what belongs into no argument, for every user of the machine sees those: from a file, from
 * standard input, or from who sits at the keyboard.
 */
final class SecretInput {
  /** As a file's name: standard input. */
  private static final String STANDARD_INPUT = "-";

  private SecretInput() {}

  /** Whether there is anywhere to read from. */
  static boolean isPossible(Terminal terminal, @Nullable Path file) {
    return file != null || terminal.keyboard() != null;
  }

  /** One line, without the blanks around it; empty where nothing was given. */
  static String read(Terminal terminal, @Nullable Path file, String question) throws IOException {
    if (file != null) {
      return file.toString().equals(STANDARD_INPUT)
          ? firstLine(new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
          : firstLine(Files.readString(file));
    }
    BufferedReader keyboard = terminal.keyboard();
    if (keyboard == null) {
      return "";
    }
    terminal.err().print(question);
    terminal.err().flush();
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isPresent()) {
      char[] typed = console.get().readPassword();
      return typed == null ? "" : new String(typed).strip();
    }
    return Optional.ofNullable(keyboard.readLine()).orElse("").strip();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
