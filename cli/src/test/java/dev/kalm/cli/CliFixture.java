package dev.kalm.cli;

import dev.kalm.api.ScriptedServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands in this JVM against a scripted server. */
abstract class CliFixture {
  record Run(int code, String out, String err) {}

  @TempDir Path folder;
  ScriptedServer server;
  Map<String, String> environment = new HashMap<>();
  InstantSource clock = InstantSource.fixed(Instant.parse("2026-12-23T11:00:41Z"));

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    Path anchor = Files.writeString(folder.resolve("anchor.pem"), server.trustAnchor());
    environment.put("KALM_URL", server.url().toString());
    environment.put("KALM_TOKEN", ScriptedServer.TOKEN);
    environment.put("KALM_CA", anchor.toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  Run kalm(String... args) {
    return run(null, args);
  }

  Run kalmWithSomeoneTyping(String line, String... args) {
    return run(new BufferedReader(new StringReader(line)), args);
  }

  private Run run(BufferedReader keyboard, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            keyboard,
            clock);
    int code = Main.run(args, terminal);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
