package dev.kalm.server.settings;

import dev.kalm.api.ClusterDetection;
import dev.kalm.server.check.PublicAddress;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What this machine knows of its own place on the internet. */
final class Detection {
  private static final Duration LOOK_UP = Duration.ofSeconds(2);
  private static final int MOST_ADDRESSES = 64;

  /** Ends of names that only a network of its own knows (RFC 6761, RFC 6762, RFC 9476). */
  private static final Set<String> PRIVATE =
      Set.of(
          "local",
          "localdomain",
          "localhost",
          "internal",
          "intranet",
          "lan",
          "home",
          "corp",
          "private",
          "arpa",
          "test",
          "example",
          "invalid",
          "alt",
          "onion");

  /** Whose names are given to everybody's machines. */
  private static final List<String> PROVIDERS =
      List.of(
          "amazonaws.com",
          "googleusercontent.com",
          "cloudapp.net",
          "azure.com",
          "your-server.de",
          "ovh.net",
          "contaboserver.net",
          "linodeusercontent.com",
          "vultrusercontent.com",
          "stratoserver.net",
          "oraclevcn.com",
          "hstgr.cloud");

  private Detection() {}

  static ClusterDetection detect() {
    return new ClusterDetection(addresses(), suggestion(hostName()).orElse(null));
  }

  private static List<ClusterDetection.DetectedAddress> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Detection::isUp)
          .flatMap(Detection::addresses)
          .sorted(Comparator.comparing(address -> !address.isPublic()))
          .limit(MOST_ADDRESSES)
          .toList();
    } catch (SocketException unreadable) {
      throw new UncheckedIOException(
          "the addresses of this machine cannot be read: give them by hand", unreadable);
    }
  }

  private static boolean isUp(NetworkInterface of) {
    try {
      return of.isUp() && !of.isLoopback();
    } catch (SocketException gone) {
      return false;
    }
  }

  private static Stream<ClusterDetection.DetectedAddress> addresses(NetworkInterface of) {
    return of.inetAddresses()
        .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
        .map(address ->
            new ClusterDetection.DetectedAddress(
                address.getHostAddress().replaceFirst("%.*", ""),
                of.getName(),
                PublicAddress.isPublic(address)));
  }

  private static String hostName() {
    CompletableFuture<String> name =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return InetAddress.getLocalHost().getCanonicalHostName();
              } catch (UnknownHostException nameless) {
                return "";
              }
            },
            task -> Thread.ofVirtual().start(task));
    return name.completeOnTimeout("", LOOK_UP.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /** The host name's parent, if it looks like a domain that is somebody's own. */
  static Optional<String> suggestion(String hostName) {
    String host = hostName.toLowerCase(Locale.ROOT);
    String[] labels = host.split("\\.");
    boolean isName = labels.length >= 3 && host.matches("[a-z0-9.-]*[a-z]");
    if (!isName
        || PRIVATE.contains(labels[labels.length - 1])
        || PROVIDERS.stream().anyMatch(provider -> host.endsWith("." + provider))) {
      return Optional.empty();
    }
    return Optional.of(host.substring(labels[0].length() + 1));
  }
}
