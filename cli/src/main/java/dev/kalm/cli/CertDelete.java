package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import java.io.BufferedReader;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Delete a certificate and its private keys. Delegations stay.")
final class CertDelete extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  CertDelete(Terminal terminal) {
    super(terminal);
  }

  @Override
  void checkArguments() {
    if (!yes && terminal.keyboard() == null) {
      throw usage("Nobody is there to confirm the deletion of '" + id + "': add --yes.");
    }
  }

  @Override
  int run(KalmClient client) throws IOException {
    Certificate certificate = client.certificate(Lookup.id(client, id)).value();
    String names = String.join(", ", certificate.names());
    if (!yes && !confirmed(names)) {
      terminal.err().println("Nothing was deleted.");
      return Main.FAILED;
    }
    client.delete(certificate.id());
    terminal.err().println("Deleted " + certificate.id() + " (" + names + ").");
    return Main.DONE;
  }

  private boolean confirmed(String names) throws IOException {
    terminal.err().print("Delete the certificate for " + names + " and its private keys? [y/N] ");
    terminal.err().flush();
    BufferedReader keyboard = terminal.keyboard();
    String answer = keyboard == null ? null : keyboard.readLine();
    return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
  }
}
