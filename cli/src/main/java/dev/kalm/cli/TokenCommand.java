package dev.kalm.cli;

import dev.kalm.api.ApiToken;
import dev.kalm.api.CreateToken;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.TokenScope;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kalm token}. */
final class TokenCommand {
  private TokenCommand() {}

  @Command(
      name = "create",
      description =
          "Make an API token for a program, and print it: nothing else ever shows it again.")
  static final class Create extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "For people: which program it is for.")
    private String name = "";

    @Option(
        names = "--scope",
        required = true,
        paramLabel = "read|issue|download|admin",
        converter = ContractOptions.Scope.class,
        description = "What it may do.")
    private TokenScope scope = TokenScope.READ;

    @Option(
        names = "--domain",
        paramLabel = "DOMAIN",
        description = "For the scope issue: a domain, with everything below it. May be repeated.")
    private List<String> domains = List.of();

    @Option(
        names = "--certificate",
        paramLabel = "ID",
        description = "For the scope download: the certificate's id, or a name in it.")
    private @Nullable String certificate;

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        converter = ContractOptions.Lifetime.class,
        description = "How long it is good, such as 90d or 12h; for ever unless given.")
    private @Nullable Duration expires;

    Create(Terminal terminal) {
      super(terminal);
    }

    @Override
    void checkArguments() {
      if ((scope == TokenScope.ISSUE) == domains.isEmpty()) {
        throw usage(
            "--domain goes with --scope issue: that scope needs one, and no other takes it.");
      }
      if ((scope == TokenScope.DOWNLOAD) == (certificate == null)) {
        throw usage(
            "--certificate goes with --scope download: that scope needs it, and no other takes it.");
      }
    }

    @Override
    int run(KalmClient client) throws KalmException {
      ApiToken token =
          client
              .access()
              .createToken(
                  new CreateToken(
                      name,
                      scope,
                      domains,
                      certificate == null ? null : Lookup.id(client, certificate),
                      expires == null ? null : terminal.clock().instant().plus(expires)));
      print(token, token.token() + "\n");
      terminal.err().println("Keep it now: it is not shown again. Its id is " + token.id() + ".");
      return Main.DONE;
    }
  }

  @Command(name = "list", description = "List API tokens, the newest first.")
  static final class ListAll extends ListCommand<ApiToken> {
    ListAll(Terminal terminal) {
      super(terminal);
    }

    @Override
    Pages.Source<ApiToken> source(KalmClient client) {
      return client.access()::tokens;
    }

    @Override
    String text(List<ApiToken> entries) {
      return AccessText.tokens(entries, terminal.clock().instant());
    }
  }

  @Command(name = "revoke", description = "End an API token at once.")
  static final class Revoke extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "The token's id: 'kalm token list' shows it.")
    private String id = "";

    Revoke(Terminal terminal) {
      super(terminal);
    }

    @Override
    int run(KalmClient client) throws KalmException {
      client.access().revokeToken(id);
      terminal.err().println("Revoked " + id + ".");
      return Main.DONE;
    }
  }
}
