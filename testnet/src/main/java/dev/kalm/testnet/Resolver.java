package dev.kalm.testnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One recursive resolver of a box; it ends with the box at the latest. */
public final class Resolver implements AutoCloseable {
  private final ResolverKind kind;
  private final ResolverSoftware software;
  private final InetAddress address;
  private final Path folder;
  private final Program program;

  Resolver(ResolverKind kind, InetAddress address, Path folder) {
    this(kind, kind.software(), address, folder);
  }

  Resolver(ResolverKind kind, ResolverSoftware software, InetAddress address, Path folder) {
    this.kind = kind;
    this.software = software;
    this.address = address;
    this.folder = folder;
    List<String> command =
        Stream.concat(
                Stream.of(Tools.find(software.program()).toString()),
                software.arguments(folder).stream())
            .toList();
    program =
        new Program(
            kind.toString(), command, Map.of(), folder.resolve(software.program() + ".log"));
  }

  void start(RootHints hints, boolean tcpOnly) {
    var setup = new ResolverSoftware.Setup(address, folder, hints, tcpOnly);
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : software.files(setup).entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new TestnetException("The files of " + kind + " cannot be written to " + folder, e);
    }
    program.start();
  }

  /**
   * Returns when it resolves; the root has to serve before, or it remembers that the root did not.
   */
  void awaitReady() {
    program.awaitReady(() -> DnsProbe.serial(address(), "com.").isPresent());
  }

  public ResolverKind kind() {
    return kind;
  }

  /** Where it answers, over UDP and TCP. */
  public InetSocketAddress address() {
    return software.listen(address);
  }

  /** Where its queries come from. */
  public InetAddress source() {
    return address;
  }

  /** The last lines of its log. */
  public String lastWords() {
    return program.lastLines();
  }

  @Override
  public void close() {
    program.stop();
  }
}
