package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.Flow;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a certificate.")
final class CertShow extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  @Option(
      names = "--flow",
      description =
          "Show the latest issuance step by step: what was asked of whom, and the answer.")
  private boolean flow;

  CertShow(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Certificate certificate = client.certificate(Lookup.id(client, id)).value();
    String text = Text.certificate(certificate, terminal.clock().instant());
    if (flow) {
      Flow steps = client.flow(certificate.id());
      print(steps, text + FlowText.flow(steps));
    } else {
      print(certificate, text);
    }
    return Main.DONE;
  }
}
