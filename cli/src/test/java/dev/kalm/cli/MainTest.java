package dev.kalm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Examples;
import dev.kalm.api.ScriptedServer;
import dev.kalm.api.ZoneStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest extends CliFixture {
  @Test
  void aCommandThatIsNoneIsAUsageError() {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("cert"),
            List.of("certs"),
            List.of("cert", "create"),
            List.of("cert", "create", "a.com", "--key", "dsa"),
            List.of("cert", "create", "a.com", "--challenge", "DNS"),
            List.of("cert", "create", "a.com", "--timeout", "1m"),
            List.of("cert", "create", "a.com", "--wait", "--timeout", "soon"),
            List.of("cert", "list", "--limit", "0"),
            List.of("cert", "list", "--output", "xml"),
            List.of("cert", "export", "x", "--format", "der"),
            List.of("cert", "revoke", "x", "--reason", "bored"))) {
      Run run = kalm(args.toArray(String[]::new));
      assertThat(run.code()).as("%s", args).isEqualTo(2);
      assertThat(run.out()).as("%s", args).isEmpty();
      assertThat(run.err()).as("%s", args).startsWith("kalm: ").contains("--help'.");
    }
    assertThat(server.requests()).isEmpty();
    assertThat(kalm("cert", "create", "a.com", "--key", "dsa").err()).contains("ec-p256, ec-p384");
  }

  @Test
  void aCommandMistypedShowsTheOnesThatThereAre() {
    assertThat(kalm("cert", "craete", "a.com").err())
        .contains("'craete'", "'kalm cert' knows: create, list, show, renew,");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(kalm("--version").out()).matches("kalm \\d+\\.\\d+\\.\\d+.*\\R");
    for (List<String> args :
        List.of(
            List.of("--help"),
            List.of("help"),
            List.of("help", "cert"),
            List.of("zone", "-h"),
            List.of("cert", "create", "--help"),
            List.of("serve", "--help"))) {
      Run run = kalm(args.toArray(String[]::new));
      assertThat(run.code()).as("%s", args).isZero();
      assertThat(run.out()).as("%s", args).startsWith("Usage: kalm");
    }
  }

  @Test
  void theDataFolderOfAServerOnThisMachineIsEnough() throws Exception {
    server.on("GET /zone", ScriptedServer.json(200, Examples.zone(ZoneStatus.READY)));
    Files.writeString(folder.resolve("admin.token"), ScriptedServer.TOKEN + "\n");
    Files.writeString(folder.resolve("api.pem"), server.trustAnchor());
    Files.writeString(folder.resolve("api.url"), server.url() + "\n");
    environment.clear();
    assertThat(kalm("zone", "show", "--data", folder.toString()).code()).isZero();
    environment.put("KALM_DATA", folder.toString());
    assertThat(kalm("zone", "show").code()).isZero();
  }

  @Test
  void aMissingTokenSaysWhereItComesFrom() {
    environment.clear();
    Run run = kalm("zone", "show", "--data", folder.resolve("none").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(folder.resolve("none/admin.token") + " is not there", "KALM_TOKEN", "--data");
  }

  @Test
  void anAddressThatIsNoneIsNamed() {
    environment.put("KALM_URL", "not an address");
    Run run = kalm("zone", "show");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("'not an address'", "KALM_URL");
  }

  @Test
  void aTrustAnchorThatIsNotThereIsNamed() {
    environment.put("KALM_CA", folder.resolve("none.pem").toString());
    assertThat(kalm("zone", "show").err()).contains("none.pem is not there", "KALM_CA");
  }

  @Test
  void aWrongTokenIsNeverPrinted() {
    environment.put("KALM_TOKEN", "wrong-token");
    Run run = kalm("zone", "show");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("KALM_TOKEN").doesNotContain("wrong-token");
  }

  @Test
  void onlyServeLoadsTheServer() throws Exception {
    server.on("GET /zone", ScriptedServer.json(200, Examples.zone(ZoneStatus.READY)));
    assertThat(loadedClasses(environment, "zone", "show"))
        .contains("dev.kalm.api.KalmClient")
        .doesNotContain("dev.kalm.server");
  }

  /** What a JVM of its own loads while it runs a command. */
  private String loadedClasses(Map<String, String> variables, String... args) throws Exception {
    Path log = folder.resolve("classes.log");
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Files.readString(log);
  }
}
