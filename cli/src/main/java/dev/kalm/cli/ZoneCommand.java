package dev.kalm.cli;

import dev.kalm.api.CreateZone;
import dev.kalm.api.Denial;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import dev.kalm.api.SignZone;
import dev.kalm.api.ValidationZone;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands of one validation zone, which differ in what they ask for only. */
abstract class ZoneCommand extends ClientCommand {
  ZoneCommand(Terminal terminal) {
    super(terminal);
  }

  abstract ValidationZone ask(KalmClient client) throws KalmException;

  @Override
  int run(KalmClient client) throws IOException {
    ValidationZone zone = ask(client);
    print(zone, ZoneText.zone(zone));
    return Main.DONE;
  }

  @Command(name = "list", description = "List the validation zones.")
  static final class ListAll extends ClientCommand {
    ListAll(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run(KalmClient client) throws KalmException {
      Page<ValidationZone> zones = client.zones();
      print(zones, ZoneText.zones(zones.items()));
      return Main.DONE;
    }
  }

  @Command(name = "show", description = "Show a zone and the records that it needs.")
  static final class Show extends ZoneCommand {
    @Mixin private final ZoneArgument zone = new ZoneArgument();

    Show(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.zone(zone.name());
    }
  }

  @Command(
      name = "create",
      description = "Create the zone now, before the first wildcard does; or a further one.")
  static final class Create extends ZoneCommand {
    @Option(
        names = "--domain",
        paramLabel = "DOMAIN",
        description = "The domain that the zone goes below; without it, cluster.domain.")
    private @Nullable String domain;

    Create(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.createZone(new CreateZone(domain));
    }
  }

  @Command(name = "check", description = "Look now whether the world reaches a zone.")
  static final class Check extends ZoneCommand {
    @Mixin private final ZoneArgument zone = new ZoneArgument();

    Check(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.checkZone(zone.name());
    }
  }

  @Command(
      name = "sign",
      description = "Sign a zone (DNSSEC) and show the DS record that its parent needs.")
  static final class Sign extends ZoneCommand {
    @Mixin private final ZoneArgument zone = new ZoneArgument();

    @Option(
        names = "--denial",
        paramLabel = "compact|nsec",
        converter = ContractOptions.HowToDeny.class,
        description = "How to prove that something does not exist; compact unless given.")
    private @Nullable Denial denial;

    Sign(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.signZone(zone.name(), new SignZone(denial));
    }
  }

  @Command(
      name = "rollover",
      description = "Change a signed zone's key: begin, or take the next step.")
  static final class RollOver extends ZoneCommand {
    @Mixin private final ZoneArgument zone = new ZoneArgument();

    RollOver(Terminal terminal) {
      super(terminal);
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.rollover(zone.name());
    }
  }

  @Command(
      name = "unsign",
      description = "Stop signing a zone, once its parent has no DS record for it.")
  static final class Unsign extends ZoneCommand {
    @Mixin private final ZoneArgument zone = new ZoneArgument();

    @Option(names = "--confirm", description = "Do not ask.")
    private boolean confirmed;

    Unsign(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      if (!confirmed && terminal.keyboard() == null) {
        throw usage("Nobody is there to confirm that the keys may go: add --confirm.");
      }
    }

    @Override
    int run(KalmClient client) throws IOException {
      if (!confirmed && !confirmed(client.zone(zone.name()).name())) {
        terminal.err().println("Nothing was changed.");
        return Main.FAILED;
      }
      return super.run(client);
    }

    private boolean confirmed(String name) throws IOException {
      terminal.err().print("Stop signing " + name + " and delete its keys? [y/N] ");
      terminal.err().flush();
      BufferedReader keyboard = terminal.keyboard();
      String answer = keyboard == null ? null : keyboard.readLine();
      return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }

    @Override
    ValidationZone ask(KalmClient client) throws KalmException {
      return client.unsignZone(zone.name());
    }
  }
}
