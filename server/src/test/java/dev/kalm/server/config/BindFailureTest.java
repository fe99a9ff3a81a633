package dev.kalm.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BindFailureTest {
  private static final InetSocketAddress API = new InetSocketAddress("0.0.0.0", 8443);

  @Test
  void namesThePortInUseAndHowToFindWhoHasIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
      Throwable failure =
          catchThrowable(() -> {
            try (ServerSocket second = new ServerSocket()) {
              second.bind(address);
            }
          });

      assertThat(
              BindFailure.explain("listen.api", address, new IllegalStateException("x", failure)))
          .isEqualTo(
              "port %1$d on %2$s is in use by another program (find it with: ss -ltnp 'sport = :%1$d'); stop it or set listen.api",
              address.getPort(), address.getHostString());
    }
  }

  @Test
  void looksForUdpTooWhenThePortIsTheDnsServers() {
    assertThat(
            BindFailure.explain(
                "listen.dns",
                new InetSocketAddress("0.0.0.0", 53),
                new java.net.BindException("Address already in use")))
        .contains("ss -ltunp 'sport = :53'");
  }

  @Test
  void tellsAMissingPrivilegeAndAForeignAddressApart() {
    assertThat(
            BindFailure.explain(
                "listen.api", API, new java.net.SocketException("Permission denied")))
        .contains("CAP_NET_BIND_SERVICE");
    assertThat(
            BindFailure.explain(
                "listen.api", API, new java.net.BindException("Cannot assign requested address")))
        .contains("no address 0.0.0.0");
    assertThat(BindFailure.explain("listen.api", API, new IOException("odd")))
        .contains("odd")
        .contains("listen.api");
  }
}
