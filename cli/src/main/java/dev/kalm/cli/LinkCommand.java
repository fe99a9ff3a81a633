package dev.kalm.cli;

import dev.kalm.api.CreateLink;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.OneTimeLink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "link",
    description = "Print a link that signs a browser in, once, as whoever this token is.")
final class LinkCommand extends ClientCommand {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "The page that it opens, such as /certificates.")
  private @Nullable String path;

  LinkCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    OneTimeLink link = client.access().createLink(new CreateLink(path));
    print(link, link.url() + "\n");
    terminal.err().println("Good once, until " + link.expiresAt() + ".");
    return Main.DONE;
  }
}
