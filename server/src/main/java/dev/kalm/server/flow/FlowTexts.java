package dev.kalm.server.flow;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.FlowActor;
import dev.kalm.api.FlowActorKind;
import dev.kalm.api.FlowStepKey;
import dev.kalm.server.flow.FlowSubject.Cast;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Who takes part and which steps there are, in words. */
final class FlowTexts {
  private FlowTexts() {}

  static List<FlowStepKey> steps(ChallengeType challenge) {
    return switch (challenge) {
      case DNS_01 -> List.of(FlowStepKey.values());
      case HTTP_01 ->
          Stream.of(FlowStepKey.values()).filter(key -> key != FlowStepKey.RECORDS).toList();
    };
  }

  static List<FlowActor> actors(Cast cast) {
    FlowActor kalm =
        new FlowActor(
            Actors.KALM,
            FlowActorKind.KALM,
            "Kalm",
            "This service: it orders the certificate, answers for you, and renews it in time.");
    FlowActor ca =
        new FlowActor(
            Actors.CA,
            FlowActorKind.AUTHORITY,
            cast.authority(),
            "The authority: it checks that the names are yours, and issues the certificate.");
    return switch (cast.challenge()) {
      case DNS_01 ->
          List.of(
              new FlowActor(
                  Actors.YOU,
                  FlowActorKind.USER,
                  "You",
                  "You add the records at your DNS provider, once; renewals need nothing more."),
              new FlowActor(
                  Actors.PROVIDER,
                  FlowActorKind.PROVIDER,
                  "DNS of " + FlowText.names(cast.domains()),
                  "Your DNS provider: a CNAME there leads whoever asks to Kalm's DNS server."),
              kalm,
              new FlowActor(
                  Actors.DNS,
                  FlowActorKind.VALIDATION_DNS,
                  Objects.requireNonNullElse(cast.zone(), "Kalm's DNS server"),
                  "Kalm's own DNS server: it shows the authority the value that it asked for."),
              ca);
      case HTTP_01 ->
          List.of(
              new FlowActor(
                  Actors.YOU,
                  FlowActorKind.USER,
                  "You",
                  "You lead the names to this server: their addresses, or a forwarded path."),
              kalm,
              new FlowActor(
                  Actors.WEB,
                  FlowActorKind.WEB,
                  "Port 80 of " + FlowText.names(cast.domains()),
                  "Kalm's web server: it shows the authority the answer that it asked for."),
              ca);
    };
  }

  static String title(FlowStepKey key, Cast cast) {
    return switch (key) {
      case RECORDS -> "Your DNS records";
      case ORDER -> "Order the certificate";
      case PUBLISH -> "Publish the proof";
      case LOOK -> "Look at it from outside";
      case ANSWER -> "Tell " + cast.authority() + " to look";
      case VALIDATE -> cast.authority() + " looks";
      case FINALIZE -> "Send the request";
      case DOWNLOAD -> "Fetch the certificate";
      case INSTALL -> "Check and install it";
    };
  }
}
