package dev.kalm.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the web interface, with the smaller forms of it that the build has made.
 *
 * @param tag of its contents, without the quotes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares
record WebFile(
    String type, String tag, byte[] plain, byte @Nullable [] brotli, byte @Nullable [] gzip) {
  private static final int TAG_BYTES = 16;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain;charset=utf-8"));

  /**
   * The files beside the first page and below, by their paths from the root of the site.
   *
   * @param index a file, or an entry of a jar
   */
  static Map<String, WebFile> all(URL index) throws IOException {
    if (index.openConnection() instanceof JarURLConnection jar) {
      try (FileSystem files = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
        return below(Objects.requireNonNull(files.getPath("/" + jar.getEntryName()).getParent()));
      }
    }
    return below(Objects.requireNonNull(path(index).getParent()));
  }

  private static Path path(URL file) throws IOException {
    try {
      URI uri = file.toURI();
      return Path.of(uri);
    } catch (URISyntaxException unusable) {
      throw new IOException("The web interface cannot be read from " + file, unusable);
    }
  }

  private static Map<String, WebFile> below(Path folder) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(
            "/" + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    Map<String, WebFile> files = new HashMap<>();
    contents.forEach((name, plain) -> {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
      if (type != null) {
        files.put(
            name,
            new WebFile(
                type, tag(plain), plain, contents.get(name + ".br"), contents.get(name + ".gz")));
      }
    });
    return Map.copyOf(files);
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** In the smallest form that the client takes; 304 if it has that form (RFC 9110, 13.1.2). */
  void answer(Context context) {
    String accepted = Objects.requireNonNullElse(context.header("Accept-Encoding"), "");
    if (brotli != null && takes(accepted, "br")) {
      answer(context, brotli, "br");
    } else if (gzip != null && takes(accepted, "gzip")) {
      answer(context, gzip, "gzip");
    } else {
      answer(context, plain, "");
    }
  }

  private void answer(Context context, byte[] content, String encoding) {
    String quoted = "\"" + tag + (encoding.isEmpty() ? "" : "-" + encoding) + "\"";
    context.disableCompression().header("ETag", quoted).header("Vary", "Accept-Encoding");
    if (knows(context.header("If-None-Match"), quoted)) {
      context.status(304);
      return;
    }
    if (!encoding.isEmpty()) {
      context.header("Content-Encoding", encoding);
    }
    context.contentType(type).result(content);
  }

  private static boolean knows(@Nullable String tags, String tag) {
    return tags != null
        && Stream.of(tags.split(","))
            .map(String::strip)
            .anyMatch(known ->
                known.equals("*")
                    || (known.startsWith("W/") ? known.substring(2) : known).equals(tag));
  }

  /** RFC 9110, section 12.5.3: a coding that is named, and not with a weight of zero. */
  private static boolean takes(String accepted, String coding) {
    for (String part : accepted.split(",")) {
      List<String> pieces = Stream.of(part.split(";")).map(String::strip).toList();
      if (pieces.getFirst().equalsIgnoreCase(coding)) {
        return pieces.stream().noneMatch(piece -> piece.matches("(?i)q=0(\\.0*)?"));
      }
    }
    return false;
  }
}
