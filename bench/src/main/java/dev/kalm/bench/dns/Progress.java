package dev.kalm.bench.dns;

/** What a person sees who waits for minutes. */
final class Progress {
  private Progress() {}

  @SuppressWarnings("SystemOut")
  static void say(String doing) {
    System.err.println("bench: " + doing);
  }
}
