package dev.kalm.server.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Where the API is, and what it needs.
 *
 * @param listen at least one; port 0 takes a free one
 * @param dataFolder gets the certificate, {@code api.pem} and {@code api.url}
 */
public record ApiSettings(List<InetSocketAddress> listen, Path dataFolder, InstantSource time) {
  public ApiSettings {
    listen = List.copyOf(listen);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("The API needs an address to listen on (listen.api).");
    }
  }
}
