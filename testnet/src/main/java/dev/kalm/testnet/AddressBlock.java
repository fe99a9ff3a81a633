package dev.kalm.testnet;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The loopback addresses 127.0.N.* of one box, held until it is closed.
 *
 * <p>A bound socket is the lock: it holds in exactly the network namespace whose ports it guards,
 * for every user, and the kernel gives it back however the JVM ends.
 */
final class AddressBlock implements AutoCloseable {
  static final int DNS = 53;
  static final int ACME = 14000;
  static final int MANAGEMENT = 15000;

  private static final int FIRST = 10;
  private static final int LAST = 99;
  private static final int RESOLVER = 53;
  private static final int LAST_HOST = 250;
  private static final int LOCK_HOST = 254;
  private static final int LOCK_PORT = 15353;

  private final int number;
  private final ServerSocket lock;

  private AddressBlock(int number, ServerSocket lock) {
    this.number = number;
    this.lock = lock;
  }

  /** The first block that no other box holds and whose ports are all free. */
  static AddressBlock lease() {
    List<String> reasons = new ArrayList<>();
    for (int number = FIRST; number <= LAST; number++) {
      ServerSocket lock = lock(number);
      if (lock == null) {
        reasons.add("127.0." + number + ".* is another box's");
        continue;
      }
      AddressBlock block = new AddressBlock(number, lock);
      String inUse = block.portInUse();
      if (inUse == null) {
        return block;
      }
      reasons.add(inUse);
      block.close();
    }
    throw new TestnetException(
        "No addresses are left for a testnet; stop what uses these ports:\n"
            + String.join("\n", reasons));
  }

  InetAddress root() {
    return address(number, 1);
  }

  InetAddress provider() {
    return address(number, 2);
  }

  InetAddress kalm() {
    return address(number, 3);
  }

  InetAddress secondKalm() {
    return address(number, 5);
  }

  InetAddress authority() {
    return address(number, 4);
  }

  InetAddress oidcProvider() {
    return address(number, 6);
  }

  InetAddress spare() {
    return address(number, 7);
  }

  InetAddress resolver() {
    return address(number, RESOLVER);
  }

  /** Where a further resolver is, counted from 1. */
  InetAddress resolver(int further) {
    if (further > LAST_HOST - RESOLVER) {
      throw new TestnetException("A box has no more than " + (LAST_HOST - RESOLVER) + " resolvers");
    }
    return address(number, RESOLVER + further);
  }

  int number() {
    return number;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException _) {
      // The kernel frees it with the JVM.
    }
  }

  private static InetAddress address(int number, int host) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, (byte) number, (byte) host});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable ServerSocket lock(int number) {
    try {
      return new ServerSocket(LOCK_PORT, 1, address(number, LOCK_HOST));
    } catch (IOException e) {
      if (Objects.requireNonNullElse(e.getMessage(), "").contains("assign")) {
        throw new TestnetException(
            "The loopback interface is down: run `ip link set lo up` first", e);
      }
      return null;
    }
  }

  /** A sentence about the first port that is taken, or null. */
  private @Nullable String portInUse() {
    for (InetAddress server : List.of(root(), provider(), kalm(), secondKalm(), resolver())) {
      if (!udpIsFree(new InetSocketAddress(server, DNS))) {
        return "UDP port 53 of " + server.getHostAddress() + " is in use";
      }
      if (!tcpIsFree(new InetSocketAddress(server, DNS))) {
        return "TCP port 53 of " + server.getHostAddress() + " is in use";
      }
    }
    List<InetSocketAddress> others =
        List.of(
            new InetSocketAddress(kalm(), 80),
            new InetSocketAddress(kalm(), 8443),
            new InetSocketAddress(authority(), ACME),
            new InetSocketAddress(authority(), MANAGEMENT));
    for (InetSocketAddress other : others) {
      if (!tcpIsFree(other)) {
        return "TCP port " + other.getPort() + " of " + other.getHostString() + " is in use";
      }
    }
    return null;
  }

  private static boolean udpIsFree(InetSocketAddress address) {
    try (DatagramSocket _ = new DatagramSocket(address)) {
      return true;
    } catch (SocketException e) {
      return refuse(address, e);
    }
  }

  private static boolean tcpIsFree(InetSocketAddress address) {
    try (ServerSocket _ = new ServerSocket(address.getPort(), 1, address.getAddress())) {
      return true;
    } catch (IOException e) {
      return refuse(address, e);
    }
  }

  private static boolean refuse(InetSocketAddress address, IOException e) {
    if (Objects.requireNonNullElse(e.getMessage(), "").contains("ermission")) {
      throw new TestnetException(
          "Port "
              + address.getPort()
              + " needs root: run through ./dev, which makes a network namespace of its own when you are not root",
          e);
    }
    return false;
  }
}
