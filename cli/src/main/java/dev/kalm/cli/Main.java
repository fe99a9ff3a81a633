package dev.kalm.cli;

import dev.kalm.api.KalmException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code kalm} command. Exit code 0: done; 1: failed; 2: not a command that it knows. */
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final int WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    BufferedReader keyboard =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> new BufferedReader(console.reader()))
            .orElse(null);
    Terminal terminal = new Terminal(out, err, System.getenv(), keyboard, InstantSource.system());
    System.exit(run(args, terminal));
  }

  /** Runs one command with nobody at the keyboard. */
  public static int run(
      String[] args, PrintStream out, PrintStream err, Map<String, String> environment) {
    return run(args, new Terminal(out, err, environment, null, InstantSource.system()));
  }

  static int run(String[] args, Terminal terminal) {
    return commandLine(terminal).execute(args);
  }

  private static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new Kalm())
        .addSubcommand(new ServeCommand())
        .addSubcommand(new OverviewCommand(terminal))
        .addSubcommand(
            new CommandLine(new CertGroup())
                .addSubcommand(new CertCreate(terminal))
                .addSubcommand(new CertList(terminal))
                .addSubcommand(new CertShow(terminal))
                .addSubcommand(new CertRenew(terminal))
                .addSubcommand(new CertRevoke(terminal))
                .addSubcommand(new CertDelete(terminal))
                .addSubcommand(new CertExport(terminal))
                .addSubcommand(new CertHistory.Issuances(terminal))
                .addSubcommand(new CertHistory.Versions(terminal)))
        .addSubcommand(
            new CommandLine(new ZoneGroup())
                .addSubcommand(new ZoneCommand.ListAll(terminal))
                .addSubcommand(new ZoneCommand.Show(terminal))
                .addSubcommand(new ZoneCommand.Create(terminal))
                .addSubcommand(new ZoneCommand.Check(terminal))
                .addSubcommand(new ZoneCommand.Sign(terminal))
                .addSubcommand(new ZoneCommand.RollOver(terminal))
                .addSubcommand(new ZoneCommand.Unsign(terminal))
                .addSubcommand(new ZoneLog(terminal)))
        .addSubcommand(
            new CommandLine(new DelegationGroup())
                .addSubcommand(new DelegationCommand.ListAll(terminal))
                .addSubcommand(new DelegationCommand.Show(terminal))
                .addSubcommand(new DelegationCommand.Check(terminal))
                .addSubcommand(new DelegationDelete(terminal)))
        .addSubcommand(new LoginCommand(terminal))
        .addSubcommand(new LogoutCommand(terminal))
        .addSubcommand(new LinkCommand(terminal))
        .addSubcommand(
            new CommandLine(new TokenGroup())
                .addSubcommand(new TokenCommand.Create(terminal))
                .addSubcommand(new TokenCommand.ListAll(terminal))
                .addSubcommand(new TokenCommand.Revoke(terminal)))
        .addSubcommand(
            new CommandLine(new UserGroup())
                .addSubcommand(new UserCommand.ListAll(terminal))
                .addSubcommand(new UserCommand.Create(terminal))
                .addSubcommand(new UserCommand.Password(terminal))
                .addSubcommand(new UserCommand.Delete(terminal)))
        .addSubcommand(new CommandLine(new AuditGroup()).addSubcommand(new AuditList(terminal)))
        .addSubcommand(
            new CommandLine(new SettingsGroup())
                .addSubcommand(new SettingsCommand.Show(terminal))
                .addSubcommand(new SettingsCommand.Cluster(terminal))
                .addSubcommand(new SettingsAuthority(terminal))
                .addSubcommand(new SettingsCommand.Resolver(terminal)))
        .addSubcommand(new HelpCommand())
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(WIDTH)
        .setColorScheme(new ColorScheme.Builder(Ansi.OFF).build())
        .setParameterExceptionHandler((failure, args) -> usage(failure, terminal))
        .setExecutionExceptionHandler((failure, command, result) -> failed(failure, terminal));
  }

  private static int usage(ParameterException failure, Terminal terminal) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("kalm: " + failure.getMessage());
    var known = failure.getCommandLine().getSubcommands().keySet();
    // All of them: picocli's guess at what was meant can be 'delete' for 'craete'.
    if (failure instanceof UnmatchedArgumentException && !known.isEmpty()) {
      terminal.err().println("'" + command + "' knows: " + String.join(", ", known) + ".");
    }
    terminal.err().println("See '" + command + " --help'.");
    return USAGE;
  }

  private static int failed(Exception failure, Terminal terminal) {
    if (failure instanceof KalmException known) {
      terminal.err().print("kalm: " + Text.problem(known.problem()));
    } else {
      String message = failure.getMessage();
      terminal.err().println("kalm: " + (message == null ? failure.toString() : message));
    }
    return FAILED;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @Command(
      name = "kalm",
      description = "Gets TLS certificates from any ACME CA and keeps them fresh.",
      footer = {
        "",
        "Where the server is: KALM_URL, KALM_TOKEN and KALM_CA (a PEM trust anchor for the API's",
        "certificate); or what 'kalm login' has kept. On the server's own machine all three come",
        "from the data folder: --data, KALM_DATA, or /var/lib/kalm."
      },
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = Version.class)
  private static final class Kalm extends Group {}

  @Command(
      name = "cert",
      description = "Certificates.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class CertGroup extends Group {}

  @Command(
      name = "zone",
      description = "The validation zones, which wildcards need.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class ZoneGroup extends Group {}

  @Command(
      name = "delegation",
      description = "Each domain's CNAME into the validation zone.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class DelegationGroup extends Group {}

  @Command(
      name = "token",
      description = "API tokens, for programs.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class TokenGroup extends Group {}

  @Command(
      name = "user",
      description = "People who may sign in.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class UserGroup extends Group {}

  @Command(
      name = "audit",
      description = "Who changed what.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class AuditGroup extends Group {}

  @Command(
      name = "settings",
      description = "The cluster, the authorities and the resolver.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true)
  private static final class SettingsGroup extends Group {}

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (var in = Main.class.getResourceAsStream("version.txt")) {
        String version =
            in == null
                ? "(unknown version)"
                : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        return new String[] {"kalm " + version};
      }
    }
  }
}
