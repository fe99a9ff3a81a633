package dev.kalm.bench.dns;

import java.util.List;

/** A reflector of datagrams: what the kernel alone costs. */
final class Floor implements DnsPeer {
  @Override
  public String name() {
    return "floor";
  }

  @Override
  public List<String> command(Site site) {
    return List.of(LoadGenerator.program(), "reflect", "127.0.0.1", Integer.toString(site.port()));
  }

  @Override
  public boolean speaksDns() {
    return false;
  }
}
