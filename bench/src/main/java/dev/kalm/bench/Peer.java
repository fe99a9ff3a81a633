package dev.kalm.bench;

import dev.kalm.api.ChallengeType;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/** A program that gets certificates, set up and ready to issue. */
interface Peer extends AutoCloseable {
  /** As in the report, and the label below which this peer's domains are. */
  String name();

  /** Where it answers HTTP-01, on port 80. */
  InetAddress address();

  /**
   * Gets one certificate that did not exist before.
   *
   * @return the wall time, without what the DNS provider took
   */
  Duration issue(ChallengeType challenge, String certificateName) throws IOException;

  /** User and system time that it has used so far, helpers and hooks included. */
  Duration cpu() throws IOException;

  @Override
  void close() throws IOException;
}
