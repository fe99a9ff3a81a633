package dev.kalm.dns.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds UDP. A wildcard address gets one socket for each address that the machine has, since an
 * answer has to come from the address that was asked, and a socket on the wildcard itself lets the
 * kernel pick another one. That socket is there too, for addresses that come up later.
 */
final class ChannelUdpSockets {

  /** Room for a burst of some thousand queries while the thread is away. */
  private static final int BUFFER = 1 << 20;

  private ChannelUdpSockets() {}

  static List<DatagramChannel> bind(InetSocketAddress address) throws IOException {
    DatagramChannel channel = bind(address, false);
    if (!address.getAddress().isAnyLocalAddress()) {
      return List.of(channel);
    }
    // Bound without sharing it has shown that nobody else holds the port.
    channel.close();
    List<DatagramChannel> channels = new ArrayList<>();
    try {
      for (InetAddress own : addressesOfThisMachine(address.getAddress() instanceof Inet4Address)) {
        channels.add(bind(new InetSocketAddress(own, address.getPort()), true));
      }
      channels.add(bind(address, true));
      return channels;
    } catch (IOException e) {
      channels.forEach(ServerLoop::closeQuietly);
      throw e;
    }
  }

  private static DatagramChannel bind(InetSocketAddress address, boolean shared)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(ChannelSockets.family(address));
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, shared);
      channel.bind(address);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The wildcard of IPv6 stands for IPv4 as well, as it does on TCP. */
  private static List<InetAddress> addressesOfThisMachine(boolean onlyIpv4) throws SocketException {
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface networkInterface : NetworkInterface.networkInterfaces().toList()) {
      if (networkInterface.isUp()) {
        networkInterface
            .inetAddresses()
            .filter(address -> !onlyIpv4 || address instanceof Inet4Address)
            .forEach(addresses::add);
      }
    }
    return addresses;
  }
}
