package dev.kalm.cli;

import dev.kalm.api.Flow;
import dev.kalm.api.FlowActor;
import dev.kalm.api.FlowExchange;
import dev.kalm.api.FlowStep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An issuance step by step, for people. */
final class FlowText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final String MARGIN = "              ";

  private FlowText() {}

  static String flow(Flow flow) {
    Map<String, String> actors =
        flow.actors().stream().collect(Collectors.toMap(FlowActor::id, FlowActor::name));
    StringBuilder text = new StringBuilder("\nIssuance ").append(flow.issuance());
    text.append(", ").append(flow.state());
    if (flow.attempt() > 1) {
      text.append(", try ").append(flow.attempt());
    }
    text.append(", begun ").append(flow.startedAt()).append("; times are in UTC\n");
    for (FlowStep step : flow.steps()) {
      text.append('\n').append(step(step));
      for (FlowExchange exchange : step.exchanges()) {
        text.append(exchange(exchange, actors));
      }
    }
    return text.toString();
  }

  private static String step(FlowStep step) {
    StringBuilder text = new StringBuilder("%-12s  ".formatted(time(step.startedAt())));
    text.append(step.title()).append(": ").append(step.status());
    if (step.startedAt() != null && step.finishedAt() != null) {
      text.append(" in ").append(seconds(Duration.between(step.startedAt(), step.finishedAt())));
    }
    text.append('\n');
    if (step.detail() != null) {
      text.append(MARGIN).append(step.detail()).append('\n');
    }
    return text.toString();
  }

  private static String exchange(FlowExchange exchange, Map<String, String> actors) {
    StringBuilder text = new StringBuilder("  %-10s  ".formatted(time(exchange.at())));
    text.append(actors.getOrDefault(exchange.from(), exchange.from()));
    if (!exchange.to().equals(exchange.from())) {
      text.append(" → ").append(actors.getOrDefault(exchange.to(), exchange.to()));
    }
    text.append(": ").append(exchange.asked()).append('\n');
    if (exchange.answered() != null) {
      text.append(MARGIN).append("  ").append(mark(exchange)).append(exchange.answered());
      text.append('\n');
    }
    return text.toString();
  }

  private static String mark(FlowExchange exchange) {
    Boolean ok = exchange.ok();
    return ok == null ? "" : ok ? "ok: " : "not yet: ";
  }

  private static String time(@Nullable Instant at) {
    return at == null ? "" : TIME.format(at);
  }

  private static String seconds(Duration taken) {
    return String.format(Locale.ROOT, "%.3f s", taken.toMillis() / 1000.0);
  }
}
