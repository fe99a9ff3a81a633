package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kalm's DNS server in a process of its own, {@link DnsServerProcess}. */
final class Kalm implements DnsPeer {
  static final String NAME = "kalm";
  static final String AOT_CACHE = "kalm.aot";

  /** A heap that grows while a zone is loaded, and shrinks to what the zone needs. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms8m",
          "-Xmx160m",
          "-Xmn4m",
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=10",
          "-XX:-ShrinkHeapInSteps");

  private final Optional<Path> aotCache;

  private Kalm(Optional<Path> aotCache) {
    this.aotCache = aotCache;
  }

  /** As the distribution starts it, with an AOT cache that is made now if it is not there. */
  static Kalm withAotCache(Path folder) throws IOException {
    Path cache = folder.resolve(AOT_CACHE);
    if (!Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(built()) < 0) {
      Progress.say("making Kalm's AOT cache");
      // Its input has ended already, so it starts and ends.
      Program.output(
          command("-XX:AOTCacheOutput=" + cache, DnsPeer.freePort(), new BenchZone(1, 1), false));
    }
    return new Kalm(Optional.of(cache));
  }

  static Kalm withoutAotCache() {
    return new Kalm(Optional.empty());
  }

  @Override
  public String name() {
    return aotCache.isPresent() ? NAME : NAME + ", no AOT cache";
  }

  @Override
  public List<String> command(Site site) {
    String aot = aotCache.map(cache -> "-XX:AOTCache=" + cache).orElse("-Xshare:auto");
    return command(aot, site.port(), site.zone(), site.signed());
  }

  private static List<String> command(String aot, int port, BenchZone zone, boolean signed) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add(aot);
    return Java.command(
        flags,
        Java.dnsClassPath(),
        DnsServerProcess.class,
        Integer.toString(port),
        Integer.toString(zone.delegations()),
        Integer.toString(zone.valuedEvery()),
        signed ? "signed" : "unsigned");
  }

  private static FileTime built() throws IOException {
    FileTime latest = FileTime.fromMillis(0);
    for (Path jar : Java.dnsClassPath()) {
      FileTime time = Files.getLastModifiedTime(jar);
      latest = latest.compareTo(time) < 0 ? time : latest;
    }
    return latest;
  }
}
