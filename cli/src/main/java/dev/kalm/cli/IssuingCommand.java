package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Tagged;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that starts an issuance, and waits for its end if asked to. */
abstract class IssuingCommand extends ClientCommand {
  @Mixin private final WaitOptions waiting = new WaitOptions();

  IssuingCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void checkArguments() {
    if (waiting.timeoutWithoutWait()) {
      throw usage("--timeout needs --wait.");
    }
  }

  int started(KalmClient client, Tagged<Certificate> issuing, @Nullable Certificate before)
      throws KalmException {
    Certificate certificate = issuing.value();
    if (!waiting.wanted()) {
      print(certificate, Text.requested(certificate));
      return Main.DONE;
    }
    if (before == null || !Text.allInPlace(certificate.records())) {
      // What to create in DNS is the first thing to see, and standard output is for the outcome.
      terminal.err().println(Text.requested(certificate));
    }
    Waiting.Result result =
        new Waiting(client, terminal, waiting.timeout(), before).follow(issuing);
    return switch (result.outcome()) {
      case ISSUED -> {
        print(
            result.certificate(),
            "\n" + Text.certificate(result.certificate(), terminal.clock().instant()));
        yield Main.DONE;
      }
      case FAILED -> failed(result.certificate(), "The attempt failed; see above.");
      case OUT_OF_TIME ->
          failed(
              result.certificate(),
              "Not issued within " + words(waiting.timeout()) + ". The server goes on by itself.");
    };
  }

  private int failed(Certificate certificate, String message) {
    if (json()) {
      print(certificate, "");
    }
    terminal.err().println("kalm: " + message);
    terminal.err().println("Follow it with: kalm cert show " + certificate.id());
    return Main.FAILED;
  }

  private static String words(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
