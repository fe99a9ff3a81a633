package dev.kalm.cli;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it.
 *
 * @param out results
 * @param err progress, messages and problems
 * @param keyboard where a question can be answered; null when nobody is there to answer
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    @Nullable BufferedReader keyboard,
    InstantSource clock) {

  /** A variable that is set and not empty. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
