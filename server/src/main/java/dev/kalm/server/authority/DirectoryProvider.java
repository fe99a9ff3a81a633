package dev.kalm.server.authority;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * One CA's directory, read once for all sessions, over one HTTP client with the CA's own trust
 * anchor.
 */
final class DirectoryProvider extends AbstractAcmeProvider {

  /** How long a directory is believed. */
  static final Duration KEPT = Duration.ofHours(1);

  private final URI directory;
  private final HttpClient client;
  private final InstantSource clock;
  private @Nullable JSON known;
  private Instant readAt = Instant.EPOCH;

  DirectoryProvider(URI directory, HttpClient client, InstantSource clock) {
    this.directory = directory;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public boolean accepts(URI server) {
    return directory.equals(server);
  }

  @Override
  public URL resolve(URI server) {
    try {
      return server.toURL();
    } catch (MalformedURLException wrong) {
      throw new IllegalArgumentException("not a URL: " + server, wrong);
    }
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    return client;
  }

  @Override
  public synchronized @Nullable JSON directory(Session session, URI server) throws AcmeException {
    Instant now = clock.instant();
    if (known == null || readAt.plus(KEPT).isBefore(now)) {
      session.setDirectoryLastModified(null);
      session.setDirectoryExpires(null);
      known = super.directory(session, server);
      readAt = now;
    } else if (session.hasDirectory()) {
      return null;
    }
    return known;
  }
}
