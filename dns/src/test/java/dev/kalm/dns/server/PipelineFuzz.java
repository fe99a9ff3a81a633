package dev.kalm.dns.server;

/** What {@code ./dev fuzz} runs. */
public final class PipelineFuzz {

  private static final FuzzedServer SERVER = new FuzzedServer();

  private PipelineFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    SERVER.check(input);
  }
}
