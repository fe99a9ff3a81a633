package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "renew", description = "Start an issuance now.")
final class CertRenew extends IssuingCommand {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  CertRenew(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Certificate before = client.certificate(Lookup.id(client, id)).value();
    return started(client, client.renew(before.id()), before);
  }
}
