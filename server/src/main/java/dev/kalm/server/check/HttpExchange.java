package dev.kalm.server.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GET over one new connection to a chosen address (HTTP/1.1, RFC 9112). The JDK's client finds
 * addresses by itself; a check has to pick them.
 */
final class HttpExchange {
  static final int BODY_BYTES_LIMIT = 64 * 1024;
  static final int HEADER_BYTES_LIMIT = 16 * 1024;

  /** Leaves time for IPv4 after an IPv6 address that takes no connection. */
  static final Duration CONNECT_LIMIT = Duration.ofSeconds(4);

  private HttpExchange() {}

  sealed interface Reply {}

  /**
   * @param body empty after a redirect, which needs none
   * @param tooLong whether the body went on beyond the limit
   */
  record Response(int status, @Nullable String location, String body, boolean tooLong)
      implements Reply {}

  record NotConnected(DnsReply.Why why) implements Reply {}

  /** Connected, and then no whole answer. */
  record Broken(DnsReply.Why why) implements Reply {}

  static Reply get(InetSocketAddress address, HttpTarget target, Deadline deadline) {
    if (deadline.isOver()) {
      return new NotConnected(DnsReply.Why.TIMED_OUT);
    }
    try (Socket plain = new Socket()) {
      try {
        plain.connect(address, deadline.atMost(CONNECT_LIMIT).millisLeft());
      } catch (IOException e) {
        return new NotConnected(DnsTransport.why(e));
      }
      try (Socket socket =
          target.secure() ? UnverifiedTls.over(plain, target.host(), deadline) : plain) {
        socket.getOutputStream().write(request(target));
        InputStream in = new BufferedInputStream(new DeadlineInputStream(socket, deadline));
        return read(in);
      }
    } catch (IOException e) {
      return new Broken(deadline.isOver() ? DnsReply.Why.TIMED_OUT : DnsTransport.why(e));
    } catch (NumberFormatException e) {
      return new Broken(DnsReply.Why.BROKEN);
    }
  }

  private static byte[] request(HttpTarget target) {
    return ("GET "
            + target.path()
            + " HTTP/1.1\r\nHost: "
            + target.authority()
            + "\r\nUser-Agent: kalm-check\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Reply read(InputStream in) throws IOException {
    String[] statusLine;
    Map<String, String> headers = new HashMap<>();
    do {
      statusLine = line(in).split(" ", 3);
      if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
        throw new IOException("no HTTP status line");
      }
      headers(in, headers);
    } while (statusLine[1].startsWith("1"));
    int status = Integer.parseInt(statusLine[1]);
    String location = headers.get("location");
    if (status / 100 == 3 && location != null) {
      return new Response(status, location, "", false);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked")
            ? chunks(in, body)
            : content(in, body, headers.get("content-length"));
    return new Response(status, null, body.toString(StandardCharsets.UTF_8), !whole);
  }

  private static void headers(InputStream in, Map<String, String> headers) throws IOException {
    int bytes = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      bytes += line.length();
      if (bytes > HEADER_BYTES_LIMIT) {
        throw new IOException("headers too long");
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
  }

  /** False when it is longer than the limit. */
  private static boolean content(
      InputStream in, ByteArrayOutputStream body, @Nullable String contentLength)
      throws IOException {
    long length = contentLength == null ? Long.MAX_VALUE : Long.parseLong(contentLength);
    body.writeBytes(in.readNBytes((int) Math.min(length, BODY_BYTES_LIMIT + 1L)));
    if (body.size() <= BODY_BYTES_LIMIT && contentLength != null && body.size() < length) {
      throw new EOFException("the body ended early");
    }
    return body.size() <= BODY_BYTES_LIMIT;
  }

  private static boolean chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
    while (true) {
      long size = Long.parseLong(line(in).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        return true;
      }
      if (size < 0 || body.size() + size > BODY_BYTES_LIMIT) {
        return false;
      }
      byte[] chunk = in.readNBytes((int) size);
      if (chunk.length < size) {
        throw new EOFException("a chunk ended early");
      }
      body.writeBytes(chunk);
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended early");
      }
      if (line.size() == HEADER_BYTES_LIMIT) {
        throw new IOException("a line is too long");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
