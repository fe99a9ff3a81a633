package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.RevocationReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revoke the installed version at the CA.")
final class CertRevoke extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  @Option(
      names = "--reason",
      paramLabel = "R",
      converter = ContractOptions.Reason.class,
      description =
          "unspecified, key-compromise, affiliation-changed, superseded or cessation-of-operation.")
  private @Nullable RevocationReason reason;

  CertRevoke(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Certificate revoked = client.revoke(Lookup.id(client, id), reason).value();
    print(revoked, Text.certificate(revoked, terminal.clock().instant()));
    return Main.DONE;
  }
}
