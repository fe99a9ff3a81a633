package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List certificates.")
final class CertList extends ClientCommand {
  @Mixin private final LimitOption limit = new LimitOption();

  CertList(Terminal terminal) {
    super(terminal);
  }

  @Override
  void checkArguments() {
    limit.check(this);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Page<Certificate> page = Pages.collect(client::certificates, limit.value());
    print(page, Text.certificates(page.items(), terminal.clock().instant()));
    limit.tellRest(page, terminal);
    return Main.DONE;
  }
}
