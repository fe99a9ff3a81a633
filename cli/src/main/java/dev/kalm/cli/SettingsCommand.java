package dev.kalm.cli;

import dev.kalm.api.ClusterFindings;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.SetCluster;
import dev.kalm.api.SetResolver;
import dev.kalm.api.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of the settings, which end by showing all of them. */
abstract class SettingsCommand extends ClientCommand {
  SettingsCommand(Terminal terminal) {
    super(terminal);
  }

  abstract Settings ask(KalmClient client) throws IOException;

  @Override
  int run(KalmClient client) throws IOException {
    Settings settings = ask(client);
    print(settings, SettingsText.settings(settings));
    return Main.DONE;
  }

  @Command(name = "show", description = "Show what is set, and by whom.")
  static final class Show extends SettingsCommand {
    Show(Terminal terminal) {
      super(terminal);
    }

    @Override
    Settings ask(KalmClient client) throws KalmException {
      return client.settings();
    }
  }

  @Command(
      name = "cluster",
      description =
          "Set the domain below which validation zones are made, and this server's public addresses.")
  static final class Cluster extends SettingsCommand {
    @Option(
        names = "--domain",
        paramLabel = "DOMAIN",
        description = "A domain of yours; without it, the one that is set.")
    private @Nullable String domain;

    @Option(
        names = "--address",
        paramLabel = "ADDRESS",
        description = "A public address of port 53; give all of them, or none to keep those set.")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--check", description = "Only look whether they would do, and set nothing.")
    private boolean check;

    Cluster(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      if (domain == null && addresses.isEmpty() && !check) {
        throw usage("Nothing to set: give --domain, --address or both.");
      }
    }

    @Override
    int run(KalmClient client) throws IOException {
      if (!check) {
        return super.run(client);
      }
      ClusterFindings seen = client.checkCluster(wanted(client));
      print(seen, SettingsText.findings(seen));
      return Main.DONE;
    }

    @Override
    Settings ask(KalmClient client) throws KalmException {
      return client.setCluster(wanted(client));
    }

    private SetCluster wanted(KalmClient client) throws KalmException {
      if (domain != null && !addresses.isEmpty()) {
        return new SetCluster(domain, addresses);
      }
      Settings.ClusterSetting now = client.settings().cluster();
      return new SetCluster(
          domain == null ? now.domain() : domain,
          addresses.isEmpty() ? now.addresses() : addresses);
    }
  }

  @Command(name = "resolver", description = "Set whom the server asks what the world sees.")
  static final class Resolver extends SettingsCommand {
    @Parameters(
        paramLabel = "SERVER",
        arity = "0..*",
        description = "An address, with a port where it is not 53: 9.9.9.9 or 127.0.0.1:1053.")
    private List<String> servers = new ArrayList<>();

    @Option(names = "--system", description = "The system's own resolvers.")
    private boolean system;

    Resolver(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      if (system != servers.isEmpty()) {
        throw usage("Give the resolvers' addresses, or --system for the system's own.");
      }
    }

    @Override
    Settings ask(KalmClient client) throws KalmException {
      return client.setResolver(new SetResolver(servers));
    }
  }
}
