package dev.kalm.dns.server;

/** The same over Java's channels, where the kernel cannot be called. */
class ChannelDnsServerTest extends DnsServerTest {

  @Override
  DnsServerSettings.Network network() {
    return DnsServerSettings.Network.channels();
  }
}
