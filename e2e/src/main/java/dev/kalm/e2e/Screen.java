package dev.kalm.e2e;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the demo's reader sees: numbered steps, who says what, and how long it took. Colours only on
 * a terminal.
 */
final class Screen {
  /** How a line begins, so that two people and a program can be told apart. */
  enum Voice {
    KALM("kalm", "36"),
    YOU("you", "33"),
    RESOLVER("CA's DNS", "35");

    private final String shown;
    private final String colour;

    Voice(String shown, String colour) {
      this.shown = shown;
      this.colour = colour;
    }
  }

  private static final String BOLD = "1";
  private static final String DIM = "2";
  private static final String GREEN = "32";
  private static final String RED = "31";

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final boolean coloured;
  private final long started = System.nanoTime();
  private long stepStarted = started;
  private int steps;
  private String current = "the start";

  Screen() {
    boolean isTerminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    coloured = isTerminal && System.getenv("NO_COLOR") == null;
  }

  synchronized void title(String title, String underneath) {
    out.println();
    out.println(painted(BOLD, title));
    out.println(painted(DIM, underneath));
  }

  synchronized void step(String title, String why) {
    steps++;
    current = "step " + steps + " (" + title + ")";
    stepStarted = System.nanoTime();
    out.println();
    out.println(painted(BOLD, String.format(Locale.ROOT, "%2d  %s", steps, title)));
    out.println("    " + painted(DIM, why));
    out.println();
  }

  /** A command as a user types it. */
  synchronized void command(String line) {
    out.println("    " + painted(BOLD, "$ " + line));
  }

  synchronized void says(Voice voice, String line) {
    String name = String.format(Locale.ROOT, "%8s", voice.shown);
    out.println("    " + painted(voice.colour, name + " │") + (line.isEmpty() ? "" : " " + line));
  }

  synchronized void fact(String label, String value) {
    out.println("    " + painted(DIM, String.format(Locale.ROOT, "%-14s", label)) + value);
  }

  synchronized void plain(String line) {
    out.println(line.isEmpty() ? "" : "    " + line);
  }

  /** The step's end, with its time. */
  synchronized void done(String what) {
    out.println();
    out.println("    " + painted(GREEN, "✓ " + what) + painted(DIM, "  " + seconds(stepStarted)));
  }

  synchronized void closing(String line) {
    out.println();
    out.println(painted(GREEN, "✓ ") + painted(BOLD, line));
  }

  synchronized void failed(String message, String where) {
    out.println();
    out.println(painted(RED, "✗ The demo failed in " + current + ": ") + message);
    out.println("  " + where);
  }

  String sinceStart() {
    return seconds(started);
  }

  private static String seconds(long since) {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0);
  }

  private String painted(String colour, String text) {
    return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
