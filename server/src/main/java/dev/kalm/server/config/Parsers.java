package dev.kalm.server.config;

import dev.kalm.server.key.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value each. What they throw is the second half of a sentence that starts with the value: what
 * is wrong with it; what is right.
 */
final class Parsers {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f:.%]+)]|(?<four>[^:\\[\\]]+)):(?<port>\\d{1,5})");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern AUTHORITY_NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s,;]+@[^@\\s,;]+\\.[^@\\s,;.]+");
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,3})s?");
  private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9._-]{1,63}");
  private static final int LONGEST_TXT_TTL = 60;
  private static final int DNS_PORT = 53;
  private static final int LONGEST_DOMAIN = 200;
  private static final int LARGEST_TRUST = 256 * 1024;

  private Parsers() {}

  static String text(String value) {
    return value;
  }

  static InetSocketAddress listener(String value) {
    Matcher matcher = HOST_AND_PORT.matcher(value);
    if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > 65535) {
      throw new IllegalArgumentException(
          "is no address with a port; write it as 0.0.0.0:8443 or [::]:8443, with a port up to 65535");
    }
    String host = matcher.group("six") != null ? matcher.group("six") : matcher.group("four");
    return new InetSocketAddress(literal(host), Integer.parseInt(matcher.group("port")));
  }

  static InetSocketAddress nameServer(String value) {
    return HOST_AND_PORT.matcher(value).matches()
        ? listener(value)
        : new InetSocketAddress(literal(value), DNS_PORT);
  }

  static InetAddress publicAddress(String value) {
    InetAddress address = literal(value);
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "is no address that others can reach; write the server's own, as the internet sees it");
    }
    return address;
  }

  private static InetAddress literal(String value) {
    try {
      return InetAddress.ofLiteral(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is no IP address; write one such as 203.0.113.7 or 2001:db8::7 (a host name does not do)",
          e);
    }
  }

  static String domain(String value) {
    String domain = value.toLowerCase(Locale.ROOT);
    if (domain.endsWith(".")) {
      domain = domain.substring(0, domain.length() - 1);
    }
    String[] labels = domain.split("\\.", -1);
    boolean isDomain = labels.length >= 2 && domain.length() <= LONGEST_DOMAIN;
    for (String label : labels) {
      isDomain &= LABEL.matcher(label).matches();
    }
    if (!isDomain || isAddress(domain)) {
      throw new IllegalArgumentException(
          "is no domain name; write one such as mycluster.com (an international one in its xn-- form)");
    }
    return domain;
  }

  private static boolean isAddress(String value) {
    try {
      InetAddress.ofLiteral(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static URI httpsUrl(String value) {
    if (value.contains("@")) {
      throw new IllegalArgumentException("must not hold a user or a password");
    }
    try {
      URI uri = new URI(value);
      if ("https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, with what is right.
    }
    throw new IllegalArgumentException(
        "is no https URL; write one such as https://acme-v02.api.letsencrypt.org/directory");
  }

  static String postgresqlUrl(String value) {
    if (!value.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "is no JDBC URL of PostgreSQL; write one such as jdbc:postgresql://localhost/kalm, or leave the section out for SQLite");
    }
    return value;
  }

  static String authorityName(String value) {
    if (!AUTHORITY_NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "is no name for an authority; use up to 40 of a-z, 0-9 and - such as letsencrypt-staging");
    }
    return value;
  }

  static String email(String value) {
    if (!EMAIL.matcher(value).matches()) {
      throw new IllegalArgumentException("is no mail address; write one such as me@myapp.com");
    }
    return value;
  }

  static boolean truth(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  static double percent(String value) {
    if (!value.matches("[0-9]{1,2}(\\.[0-9]{1,6})?") || Double.parseDouble(value) == 0) {
      throw new IllegalArgumentException("is no percentage; write a number above 0 and below 100");
    }
    return Double.parseDouble(value);
  }

  static Duration duration(String value) {
    Duration duration = Duration.ZERO;
    Matcher matcher = SHORT_DURATION.matcher(value);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      duration =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
    } else {
      try {
        duration = Duration.parse(value);
      } catch (DateTimeParseException e) {
        // Told below, with what is right.
      }
    }
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("is no time span; write one such as 90s, 10m, 24h or 7d");
    }
    return duration;
  }

  /** 0 to 60 s: what a user waits for must not be kept longer. */
  static Duration txtTtl(String value) {
    Matcher matcher = SECONDS.matcher(value);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > LONGEST_TXT_TTL) {
      throw new IllegalArgumentException(
          "is no TTL for TXT values; write one from 0s to %ds".formatted(LONGEST_TXT_TTL));
    }
    return Duration.ofSeconds(Integer.parseInt(matcher.group(1)));
  }

  static String nodeId(String value) {
    if (!NODE_ID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "is no name for a node; use up to 63 of A-Z, a-z, 0-9, dot, hyphen and _ such as node-1");
    }
    return value;
  }

  /** A block of addresses; a single address is one too. */
  static String network(String value) {
    int slash = value.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? value : value.substring(0, slash));
      int bits = address.getAddress().length * Byte.SIZE;
      int length = slash < 0 ? bits : Integer.parseInt(value.substring(slash + 1));
      if (length >= 0 && length <= bits) {
        return address.getHostAddress() + "/" + length;
      }
    } catch (IllegalArgumentException e) {
      // Told below, with what is right.
    }
    throw new IllegalArgumentException(
        "is no network; write one such as 192.0.2.0/24, 2001:db8::/32 or 192.0.2.7");
  }

  static String base64Url(String value) {
    try {
      if (Base64.getUrlDecoder().decode(value).length > 0) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      // Told below: the decoder's message quotes the secret.
    }
    throw new IllegalArgumentException("is not base64url");
  }

  /** What a PEM file holds, in one form. */
  static String certificates(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("does not exist: there is no file " + file);
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "cannot be read by this user; give the service's user read access to " + file);
    }
    try {
      return certificates(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("is no text; name a PEM file of certificates", e);
    }
  }

  static String certificates(String pem) {
    if (pem.length() > LARGEST_TRUST) {
      throw new IllegalArgumentException(
          "is longer than %d characters; give the CA's root certificate alone"
              .formatted(LARGEST_TRUST));
    }
    try {
      return Pem.certificates(Pem.certificates(pem));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is no PEM with certificates; give the CA's root certificate, from -----BEGIN CERTIFICATE----- on",
          e);
    }
  }

  static Path folder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("is a file; name a folder");
    }
    return folder;
  }

  /** A name server as {@link #nameServer} reads it. */
  static String nameServerText(InetSocketAddress server) {
    return server.getPort() == DNS_PORT ? server.getAddress().getHostAddress() : text(server);
  }

  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
