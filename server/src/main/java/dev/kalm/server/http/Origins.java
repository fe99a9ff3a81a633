package dev.kalm.server.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What a browser calls the origin of this API (RFC 6454): scheme, host and port as it was asked.
 */
public final class Origins {
  private static final int USUAL_PORT = 443;

  private Origins() {}

  /**
   * Such as "https://kalm.mycluster.com:8443", without a final slash.
   *
   * <p>Not from the header {@code Host}: HTTP/2 has {@code :authority} in its place (RFC 9113
   * section 8.3.1), which the container knows.
   */
  public static String of(Context context) {
    HttpServletRequest request = context.req();
    int port = request.getServerPort();
    return "https://" + request.getServerName() + (port == USUAL_PORT ? "" : ":" + port);
  }
}
