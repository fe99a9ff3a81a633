package dev.kalm.cli;

import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = {
      "Delete a domain's delegation. Without --confirm nothing is deleted, and the certificates that",
      "need it are named."
    })
final class DelegationDelete extends ClientCommand {
  @Parameters(paramLabel = "DOMAIN", description = "The base domain, such as myapp.com.")
  private String domain = "";

  @Option(names = "--confirm", paramLabel = "DOMAIN", description = "The domain once more.")
  private @Nullable String confirm;

  DelegationDelete(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    client.deleteDelegation(domain, confirm == null ? "" : confirm);
    terminal.err().println("Deleted the delegation of " + domain + ".");
    return Main.DONE;
  }
}
