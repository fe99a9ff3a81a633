package dev.kalm.cli;

import dev.kalm.api.Page;
import picocli.CommandLine.Option;

/** {@code --limit}; without it a list is whole. */
final class LimitOption {
  @Option(names = "--limit", paramLabel = "N", description = "Show the first N only.")
  private int limit = Pages.MAX_ENTRIES;

  int value() {
    return limit;
  }

  void check(ClientCommand command) {
    if (limit < 1 || limit > Pages.MAX_ENTRIES) {
      throw command.usage("--limit is from 1 to " + Pages.MAX_ENTRIES + ".");
    }
  }

  void tellRest(Page<?> page, Terminal terminal) {
    if (page.next() != null) {
      terminal.err().println("There are more than these " + page.items().size() + ".");
    }
  }
}
