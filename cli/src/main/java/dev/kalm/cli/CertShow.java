package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a certificate.")
final class CertShow extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  CertShow(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Certificate certificate = client.certificate(Lookup.id(client, id)).value();
    print(certificate, Text.certificate(certificate, terminal.clock().instant()));
    return Main.DONE;
  }
}
