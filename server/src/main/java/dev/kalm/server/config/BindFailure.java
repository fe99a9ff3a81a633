package dev.kalm.server.config;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words for a listener that could not be opened. */
public final class BindFailure {
  private BindFailure() {}

  /**
   * A sentence that says which port it is, why it cannot be had, and what to do.
   *
   * @param key the setting that chose the address: {@code listen.dns}, {@code listen.http} or
   *     {@code listen.api}
   * @param failure what the attempt to bind threw, or an exception that it caused
   */
  public static String explain(String key, InetSocketAddress address, Throwable failure) {
    String reason = reason(failure).toLowerCase(Locale.ROOT);
    int port = address.getPort();
    String host = address.getHostString();
    if (reason.contains("in use")) {
      return "port %d on %s is in use by another program (find it with: ss %s 'sport = :%d'); stop it or set %s"
          .formatted(port, host, key.equals("listen.dns") ? "-ltunp" : "-ltnp", port, key);
    }
    if (reason.contains("permission denied")) {
      return "port %d on %s needs a privilege that this user lacks; start as root, or give the service CAP_NET_BIND_SERVICE, or set %s to a port from 1024 on"
          .formatted(port, host, key);
    }
    if (reason.contains("assign requested address")) {
      return "this machine has no address %s (list them with: ip address); set %s to one that it has, or to 0.0.0.0:%d for all"
          .formatted(host, key, port);
    }
    return "port %d on %s could not be opened (%s); set %s to another address if this one is wrong"
        .formatted(port, host, reason(failure), key);
  }

  /** The innermost message: servers wrap the operating system's in their own. */
  private static String reason(Throwable failure) {
    String reason = failure.toString();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        reason = cause.getMessage();
      }
    }
    return reason;
  }
}
