package dev.kalm.cli;

import dev.kalm.api.CreateUser;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.SetPassword;
import dev.kalm.api.User;
import dev.kalm.api.UserRole;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kalm user}. */
final class UserCommand {
  private UserCommand() {}

  @Command(name = "list", description = "List users.")
  static final class ListAll extends ListCommand<User> {
    ListAll(Terminal terminal) {
      super(terminal);
    }

    @Override
    Pages.Source<User> source(KalmClient client) {
      return client.access()::users;
    }

    @Override
    String text(List<User> entries) {
      return AccessText.users(entries);
    }
  }

  /** A command that takes a password from where nobody sees it. */
  abstract static class WithPassword extends ClientCommand {
    @Parameters(paramLabel = "USERNAME", description = "The user's name.")
    String username = "";

    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description = "Holds the password; - is standard input. Asked for unless given.")
    private @Nullable Path passwordFile;

    WithPassword(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      if (!SecretInput.isPossible(terminal, passwordFile)) {
        throw usage(
            "Nobody is there to ask for the password: give it with --password-file, - for standard input.");
      }
    }

    String password() throws IOException {
      return SecretInput.read(
          terminal, passwordFile, "Password for " + username + " (12 to 256 characters): ");
    }
  }

  @Command(name = "create", description = "Make a user who signs in with a password.")
  static final class Create extends WithPassword {
    @Option(
        names = "--role",
        required = true,
        paramLabel = "viewer|operator|administrator",
        converter = ContractOptions.Role.class,
        description = "What they may do.")
    private UserRole role = UserRole.VIEWER;

    @Option(
        names = "--domain",
        paramLabel = "DOMAIN",
        description = "For an operator: a domain, with everything below it. May be repeated.")
    private List<String> domains = List.of();

    @Option(names = "--display-name", paramLabel = "NAME", description = "For people.")
    private @Nullable String displayName;

    Create(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      super.checkArguments();
      if ((role == UserRole.OPERATOR) == domains.isEmpty()) {
        throw usage(
            "--domain goes with --role operator: that role needs one, and no other takes it.");
      }
    }

    @Override
    int run(KalmClient client) throws IOException {
      User user =
          client
              .access()
              .createUser(new CreateUser(username, displayName, password(), role, domains));
      print(user, AccessText.users(List.of(user)));
      return Main.DONE;
    }
  }

  @Command(name = "password", description = "Set a user's password; their sessions end.")
  static final class Password extends WithPassword {
    Password(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run(KalmClient client) throws IOException {
      User user = named(client, username);
      client.access().setPassword(user.id(), new SetPassword(password()));
      terminal.err().println("The new password of " + user.username() + " counts from now on.");
      return Main.DONE;
    }
  }

  @Command(name = "delete", description = "Delete a user; their sessions end.")
  static final class Delete extends ClientCommand {
    @Parameters(paramLabel = "USERNAME", description = "The user's name.")
    private String username = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    Delete(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      if (!yes && terminal.keyboard() == null) {
        throw usage("Nobody is there to confirm the deletion of '" + username + "': add --yes.");
      }
    }

    @Override
    int run(KalmClient client) throws IOException {
      User user = named(client, username);
      if (!yes && !confirmed(user)) {
        terminal.err().println("Nobody was deleted.");
        return Main.FAILED;
      }
      client.access().deleteUser(user.id());
      terminal.err().println("Deleted " + user.username() + ".");
      return Main.DONE;
    }

    private boolean confirmed(User user) throws IOException {
      terminal
          .err()
          .print("Delete the user " + user.username() + " (" + user.displayName() + ")? [y/N] ");
      terminal.err().flush();
      BufferedReader keyboard = terminal.keyboard();
      String answer = keyboard == null ? null : keyboard.readLine();
      return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
  }

  private static User named(KalmClient client, String username) throws KalmException {
    String name = username.toLowerCase(Locale.ROOT);
    return Pages.collect(client.access()::users, Pages.MAX_ENTRIES).items().stream()
        .filter(user -> user.username().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new KalmException(
                Problem.ofType(Problem.NO_TYPE, null, "There is no user '" + username + "'.")
                    .withKind(ProblemKind.USER_ACTION)
                    .withAdvice("See whom there is: kalm user list")));
  }
}
