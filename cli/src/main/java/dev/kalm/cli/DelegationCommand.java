package dev.kalm.cli;

import dev.kalm.api.Delegation;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands of one domain's delegation. */
abstract class DelegationCommand extends ClientCommand {
  @Parameters(paramLabel = "DOMAIN", description = "The base domain, such as myapp.com.")
  private String domain = "";

  DelegationCommand(Terminal terminal) {
    super(terminal);
  }

  abstract Delegation ask(KalmClient client, String domain) throws KalmException;

  @Override
  final int run(KalmClient client) throws KalmException {
    Delegation delegation = ask(client, domain);
    print(delegation, Text.delegation(delegation));
    return Main.DONE;
  }

  @Command(name = "show", description = "Show a domain's delegation.")
  static final class Show extends DelegationCommand {
    Show(Terminal terminal) {
      super(terminal);
    }

    @Override
    Delegation ask(KalmClient client, String domain) throws KalmException {
      return client.delegation(domain);
    }
  }

  @Command(name = "check", description = "Look now whether the domain's CNAME is there.")
  static final class Check extends DelegationCommand {
    Check(Terminal terminal) {
      super(terminal);
    }

    @Override
    Delegation ask(KalmClient client, String domain) throws KalmException {
      return client.checkDelegation(domain);
    }
  }

  @Command(name = "list", description = "List delegations.")
  static final class ListAll extends ListCommand<Delegation> {
    ListAll(Terminal terminal) {
      super(terminal);
    }

    @Override
    Pages.Source<Delegation> source(KalmClient client) {
      return client::delegations;
    }

    @Override
    String text(List<Delegation> entries) {
      return Text.delegations(entries);
    }
  }
}
