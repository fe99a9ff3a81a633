package dev.kalm.cli;

import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.ValidationZone;
import picocli.CommandLine.Command;

/** The commands of the validation zone, which differ in what they ask for only. */
abstract class ZoneCommand extends ClientCommand {
  ZoneCommand(Terminal terminal) {
    super(terminal);
  }

  abstract ValidationZone ask(KalmClient client) throws KalmException;

  @Override
  final int run(KalmClient client) throws KalmException {
    ValidationZone zone = ask(client);
    print(zone, Text.zone(zone));
    return Main.DONE;
  }

  @Command(name = "show", description = "Show the zone and the records that it needs.")
  static final class Show extends ZoneCommand {
    Show(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.zone();
    }
  }

  @Command(name = "create", description = "Create the zone now, before the first wildcard does.")
  static final class Create extends ZoneCommand {
    Create(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.createZone();
    }
  }

  @Command(name = "check", description = "Look now whether the world reaches the zone.")
  static final class Check extends ZoneCommand {
    Check(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.checkZone();
    }
  }
}
