package dev.kalm.cli;

import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.LoggedQuery;
import dev.kalm.api.QueryLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "log",
    description = "Show the last queries to this node's DNS server, oldest first.")
final class ZoneLog extends ClientCommand {
  private static final int STANDARD = 100;
  private static final int MOST = 1000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Parameters(
      arity = "0..1",
      paramLabel = "DOMAIN",
      description = "Only those about this domain's delegation, such as myapp.com.")
  private @Nullable String domain;

  @Option(names = "--follow", description = "Go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The last N, 100 unless given, 1000 at most.")
  private int limit = STANDARD;

  ZoneLog(Terminal terminal) {
    super(terminal);
  }

  @Override
  void checkArguments() {
    if (limit < 1 || limit > MOST) {
      throw usage("--limit is from 1 to " + MOST + ".");
    }
  }

  @Override
  int run(KalmClient client) throws KalmException {
    QueryLog log = client.queryLog(domain, limit, null);
    terminal.err().println("Queries to the node " + log.node() + "; every node has its own log.");
    if (!json()) {
      terminal.out().print(QueryText.header());
    }
    print(log);
    while (follow && !terminal.out().checkError()) {
      if (!pause()) {
        break;
      }
      log = client.queryLog(domain, MOST, log.next());
      print(log);
    }
    return Main.DONE;
  }

  private void print(QueryLog log) {
    for (LoggedQuery query : log.items()) {
      terminal.out().print(json() ? QueryText.json(query) : QueryText.row(query));
    }
    terminal.out().flush();
  }

  /** False when the command is to end. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
