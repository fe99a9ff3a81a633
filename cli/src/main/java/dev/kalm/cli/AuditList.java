package dev.kalm.cli;

import dev.kalm.api.AuditEntry;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Show who changed what, the newest first.")
final class AuditList extends ClientCommand {
  private static final int USUAL = 50;

  @Option(names = "--limit", paramLabel = "N", description = "How many; 50 unless given.")
  private int limit = USUAL;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "certificate.renew, or certificate for all of its verbs.")
  private @Nullable String action;

  @Option(names = "--actor", paramLabel = "NAME", description = "Whose; a name or an id.")
  private @Nullable String actor;

  @Option(names = "--target", paramLabel = "NAME", description = "Of what; a name or an id.")
  private @Nullable String target;

  AuditList(Terminal terminal) {
    super(terminal);
  }

  @Override
  void checkArguments() {
    if (limit < 1 || limit > Pages.MAX_ENTRIES) {
      throw usage("--limit is from 1 to " + Pages.MAX_ENTRIES + ".");
    }
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Page<AuditEntry> page =
        Pages.collect(
            (part, cursor) -> client.access().audit(part, cursor, action, actor, target), limit);
    print(page, AccessText.audit(page.items()));
    return Main.DONE;
  }
}
