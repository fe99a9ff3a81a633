package dev.kalm.dns.server;

import static dev.kalm.dns.server.ServedZone.FILLED_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.Asking;
import dev.kalm.dns.zone.ZoneTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xbill.DNS.Type;

/** A JVM that may not call the kernel, or may, is another JVM than this one. */
@EnabledOnOs(OS.LINUX)
class FallbackTest {

  @Test
  void withoutNativeAccessChannelsAnswerAndTheLogSaysWhy() throws Exception {
    assertThat(run())
        .contains("The DNS server uses Java's channels")
        .contains("--enable-native-access")
        .contains("values: 2")
        .doesNotContain("WARNING");
  }

  @Test
  void withNativeAccessTheLogSaysThatTheKernelIsCalled() throws Exception {
    assertThat(run("--enable-native-access=ALL-UNNAMED"))
        .contains("The DNS server uses recvmmsg")
        .contains("values: 2");
  }

  private static String run(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), OneQuery.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Starts a server, asks it once over UDP and prints how many values it had. */
  static final class OneQuery {

    private OneQuery() {}

    public static void main(String[] args) throws Exception {
      ServedZone served = new ServedZone();
      try (DnsServer server =
          DnsServer.start(
              ServedZone.loopback(),
              new ZoneTable(served.zone),
              QueryListener.NONE,
              served.clock)) {
        byte[] answer =
            WireClient.exchange(
                Transport.UDP, server.addresses().getFirst(), Asking.query(FILLED_NAME, Type.TXT));
        System.out.println("values: " + Asking.texts(Asking.parse(answer)).size());
      }
    }
  }
}
