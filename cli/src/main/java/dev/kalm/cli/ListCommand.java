package dev.kalm.cli;

import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import java.util.List;
import picocli.CommandLine.Option;

/** Prints a list, whole or as many of its entries as {@code --limit} says. */
abstract class ListCommand<T> extends ClientCommand {
  @Option(names = "--limit", paramLabel = "N", description = "Show the first N only.")
  private int limit = Pages.MAX_ENTRIES;

  ListCommand(Terminal terminal) {
    super(terminal);
  }

  abstract Pages.Source<T> source(KalmClient client) throws KalmException;

  abstract String text(List<T> entries);

  @Override
  final void checkArguments() {
    if (limit < 1 || limit > Pages.MAX_ENTRIES) {
      throw usage("--limit is from 1 to " + Pages.MAX_ENTRIES + ".");
    }
  }

  @Override
  final int run(KalmClient client) throws KalmException {
    Page<T> page = Pages.collect(source(client), limit);
    print(page, text(page.items()));
    if (page.next() != null) {
      terminal.err().println("There are more than these " + page.items().size() + ".");
    }
    return Main.DONE;
  }
}
