package dev.kalm.cli;

import dev.kalm.api.Attention;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Overview;
import dev.kalm.api.Overview.ExpiryDay;
import dev.kalm.api.Overview.PlannedRenewal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "overview", description = "Say on one screen whether anything is going to break.")
final class OverviewCommand extends ClientCommand {
  private static final int SHOWN = 10;
  private static final int[] DAYS_AHEAD = {7, 30, 90};

  OverviewCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    Overview overview = client.overview();
    print(
        overview,
        text(overview, terminal.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate()));
    return Main.DONE;
  }

  private static String text(Overview overview, LocalDate today) {
    StringBuilder text = new StringBuilder();
    text.append(
        overview.attention().isEmpty()
            ? "Nothing is going to break.\n"
            : overview.attentionTotal()
                + (overview.attentionTotal() == 1 ? " thing needs" : " things need")
                + " attention:\n");
    overview.attention().stream().limit(SHOWN).forEach(one -> append(text, one));
    int more = overview.attentionTotal() - Math.min(SHOWN, overview.attention().size());
    if (more > 0) {
      text.append("\n  and ").append(more).append(" more\n");
    }
    text.append('\n');
    Text.line(text, "certs", counted(overview.total(), overview.counts()));
    int delegations = overview.delegations().values().stream().mapToInt(Integer::intValue).sum();
    Text.line(text, "CNAMEs", counted(delegations, overview.delegations()));
    Text.line(text, "ending", ending(overview, today));
    String label = "renewals";
    for (PlannedRenewal next : overview.nextRenewals()) {
      Text.line(text, label, next.renewAt() + "  " + String.join(", ", next.names()));
      label = "";
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Attention one) {
    text.append("\n  ").append(one.severity()).append(": ").append(one.title()).append('\n');
    text.append("    ").append(one.detail()).append('\n');
    if (one.advice() != null) {
      text.append("    What to do: ").append(one.advice()).append('\n');
    }
  }

  private static String counted(int total, Map<?, Integer> counts) {
    String parts =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return total + (parts.isEmpty() ? "" : ": " + parts);
  }

  private static String ending(Overview overview, LocalDate today) {
    StringBuilder text = new StringBuilder();
    for (int days : DAYS_AHEAD) {
      int count =
          overview.expiries().stream()
              .filter(day -> day.date().isBefore(today.plusDays(days)))
              .mapToInt(ExpiryDay::count)
              .sum();
      text.append(text.isEmpty() ? "" : ", ").append(count).append(" within ").append(days);
    }
    return text + " days";
  }
}
