package dev.kalm.dns.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs from which the fuzzer starts, each of which has once led somewhere new: one a line, in
 * hexadecimal.
 */
public final class FuzzCorpus {

  private static final String RESOURCE = "fuzz-corpus.txt";
  private static final HexFormat HEX = HexFormat.of();

  private FuzzCorpus() {}

  static List<byte[]> inputs() {
    try (var resource = FuzzCorpus.class.getResourceAsStream(RESOURCE)) {
      return new String(resource.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(HEX::parseHex)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code unpack FOLDER} writes each input into a file, as the fuzzer wants them; {@code pack
   * FOLDER FILE} writes what is in such a folder as this class reads it.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("unpack")) {
      Files.createDirectories(folder);
      List<byte[]> inputs = inputs();
      for (int i = 0; i < inputs.size(); i++) {
        Files.write(folder.resolve("corpus-" + i), inputs.get(i));
      }
    } else {
      try (Stream<Path> files = Files.list(folder)) {
        Files.write(Path.of(arguments[2]), files.map(FuzzCorpus::line).sorted().toList());
      }
    }
  }

  private static String line(Path file) {
    try {
      return HEX.formatHex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
