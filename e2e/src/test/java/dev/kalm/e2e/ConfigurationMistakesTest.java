package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Kalm that cannot start says all that is wrong, and what to do. */
@ExtendWith(TestnetExtension.class)
class ConfigurationMistakesTest {
  private final Testnet box;

  @TempDir Path folder;

  ConfigurationMistakesTest(Testnet box) {
    this.box = box;
  }

  @Test
  void allMistakesAreToldAtOnce() {
    KalmSettings settings =
        new KalmSettings(
            box.kalmAddress(),
            """
            cluster: { domain: "not a domain", addresses: [300.1.2.3] }
            listen: { dns: "127.0.0.1", htp: "127.0.0.1:80" }
            authorities:
              - { name: pebble, directory: "http://127.0.0.1/dir", trust: nowhere.pem }
            database: { url: "jdbc:mysql://db/kalm", user: kalm, password: "s3cret-word" }
            """);
    KalmProcess kalm = KalmProcess.prepare(KalmProgram.ofClassPath(), settings, folder);
    assertThat(kalm.runToEnd()).isEqualTo(2);
    assertThat(kalm.log())
        .contains(kalm.configuration().toString())
        .contains("cluster.domain", "not a domain")
        .contains("cluster.addresses", "300.1.2.3")
        .contains("listen.dns")
        .contains("listen.htp", "Did you mean http?")
        .contains("authorities[0].directory", "http://127.0.0.1/dir")
        .contains("authorities[0].trust", "nowhere.pem")
        .contains("database.url", "jdbc:postgresql:")
        .doesNotContain("s3cret-word")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void aDnsPortInUseIsNamedWithWhatToDo() throws Exception {
    InetAddress address = box.kalmAddress();
    try (DatagramSocket _ = new DatagramSocket(53, address)) {
      assertRefusesToStart("53", "listen.dns");
    }
  }

  @Test
  void anHttpPortInUseIsNamedWithWhatToDo() throws Exception {
    InetAddress address = box.kalmAddress();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 80));
      assertRefusesToStart("80", "listen.http");
    }
  }

  @Test
  void anApiPortInUseIsNamedWithWhatToDo() throws Exception {
    InetAddress address = box.kalmAddress();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, KalmSettings.API_PORT));
      assertRefusesToStart("8443", "listen.api");
    }
  }

  private void assertRefusesToStart(String port, String key) {
    KalmSettings settings = KalmSettings.of(box, "mycluster.com");
    KalmProcess kalm = KalmProcess.prepare(KalmProgram.ofClassPath(), settings, folder);
    assertThat(kalm.runToEnd()).as(kalm.log()).isEqualTo(1);
    assertThat(kalm.log())
        .contains(box.kalmAddress().getHostAddress(), port, "in use")
        .contains(key)
        .doesNotContain("\tat ");
  }
}
