package dev.kalm.server.settings;

import dev.kalm.dns.server.QueryLog;
import dev.kalm.dns.server.Transport;
import dev.kalm.server.challenge.HttpSolver;
import dev.kalm.server.challenge.Presentation;
import dev.kalm.server.check.Witness;
import dev.kalm.server.database.Database;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What this node's query log has seen, and what every node's port 80 says. */
public final class OwnWitness implements Witness {
  private static final Duration ANSWERED_FOR = Duration.ofMinutes(1);

  /** No authority asks for this token. */
  private static final URI NOWHERE = URI.create("urn:kalm:check");

  private final Database database;
  private final QueryLog log;
  private final HttpSolver http;
  private final InstantSource clock;

  public OwnWitness(Database database, QueryLog log, HttpSolver http, InstantSource clock) {
    this.database = database;
    this.log = log;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public boolean wasAsked(String label, boolean tcp) {
    Transport over = tcp ? Transport.TCP : Transport.UDP;
    return log.ofOtherNames().stream()
        .anyMatch(query -> query.name().startsWith(label + ".") && query.transport() == over);
  }

  @Override
  public Answer answer(String token, String text) {
    database.useTransaction(transaction ->
        http.present(
            transaction,
            token,
            List.of(new Presentation("", NOWHERE, NOWHERE, token, text)),
            clock.instant().plus(ANSWERED_FOR)));
    return () -> database.useTransaction(transaction -> http.withdraw(transaction, token));
  }
}
