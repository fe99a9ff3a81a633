package dev.kalm.dns.server;

/** The same over Java's channels, where the kernel cannot be called. */
class ChannelTcpServerTest extends TcpServerTest {

  @Override
  DnsServerSettings.Network network() {
    return DnsServerSettings.Network.channels();
  }
}
