package dev.kalm.dns.server;

/** The same over Java's channels, where the kernel cannot be called. */
class ChannelContractTest extends ContractTest {

  @Override
  DnsServerSettings.Network network() {
    return DnsServerSettings.Network.channels();
  }
}
