package dev.kalm.testnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestnetLifeTest {
  @Test
  void startsQuicklyAndLeavesNothing() throws Exception {
    long before = System.nanoTime();
    Path folder;
    try (Testnet box = Testnet.start()) {
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      System.out.println("The testnet started in " + took.toMillis() + " ms");
      folder = box.folder();
      assertThat(Processes.using(folder.toString()))
          .as("NSD twice, unbound, Pebble")
          .hasSizeGreaterThanOrEqualTo(4);
    }
    assertThat(Processes.using(folder.toString())).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void severalBoxesRunSideBySideAndKnowNothingOfEachOther() throws Exception {
    try (Testnet one = Testnet.start();
        Testnet two = Testnet.start()) {
      assertThat(one.kalmAddress()).isNotEqualTo(two.kalmAddress());
      assertThat(one.directory()).isNotEqualTo(two.directory());
      one.provider().zone("myapp.com").set("TXT", "@", "one");
      two.provider().zone("myapp.com").set("TXT", "@", "two");
      assertThat(DnsClient.query(one.resolver().getAddress(), "myapp.com", "TXT"))
          .containsExactly("one");
      assertThat(DnsClient.query(two.resolver().getAddress(), "myapp.com", "TXT"))
          .containsExactly("two");
    }
  }

  @Test
  void partsThatWereStoppedServeAgain() throws Exception {
    try (Testnet box = Testnet.start()) {
      String root = box.pebble().rootPem();
      box.pebble().stop();
      assertThatThrownBy(() -> Https.get(box.directory(), box.trustAnchor()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> box.pebble().rootPem()).isInstanceOf(TestnetException.class);
      box.pebble().start();
      assertThat(Https.get(box.directory(), box.trustAnchor())).contains("newOrder");
      assertThat(box.pebble().rootPem()).isNotEqualTo(root);

      Zone zone = box.provider().freshZone().set("A", "@", "192.0.2.1");
      box.provider().stop();
      box.provider().start();
      zone.add("A", "@", "192.0.2.2");
      assertThat(DnsClient.query(box.provider().address(), zone.origin(), "A"))
          .containsExactly("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void everyProcessDiesWithAKilledJvm() throws Exception {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String folder = folderThatIsPrinted(jvm);
      assertThat(Processes.using(folder)).isNotEmpty();
      jvm.destroyForcibly().waitFor();
      await().atMost(Duration.ofSeconds(5)).until(() -> Processes.using(folder).isEmpty());
      removeWhatAKilledJvmCannot(Path.of(folder));
    } finally {
      jvm.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  private static void removeWhatAKilledJvmCannot(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String folderThatIsPrinted(Process jvm) throws IOException {
    Pattern line = Pattern.compile("files, logs\\s+(\\S+)");
    try (BufferedReader output = jvm.inputReader()) {
      for (String read = output.readLine(); read != null; read = output.readLine()) {
        Matcher matcher = line.matcher(read);
        if (matcher.matches()) {
          return matcher.group(1);
        }
      }
    }
    throw new AssertionError("The box has not started");
  }
}
