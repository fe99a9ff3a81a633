package dev.kalm.server.challenge;

import dev.kalm.api.ChallengeType;
import dev.kalm.server.check.HttpCheck;
import dev.kalm.server.check.HttpSight;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * HTTP-01 (RFC 8555 section 8.3): the key authorization under the token's path on port 80, from any
 * node.
 */
public final class HttpSolver implements Solver, HttpResponder.TokenSource {
  private final Database database;
  private final HttpCheck check;
  private final Sightings sightings;
  private final InstantSource clock;
  private final HttpTokenStore store = new HttpTokenStore();

  public HttpSolver(Database database, HttpCheck check, Sightings sightings, InstantSource clock) {
    this.database = database;
    this.check = check;
    this.sightings = sightings;
    this.clock = clock;
  }

  @Override
  public ChallengeType type() {
    return ChallengeType.HTTP_01;
  }

  /** Nothing has to be in place that the look on port 80 would not show. */
  @Override
  public List<RecordCheck> records(List<String> domains) {
    return List.of();
  }

  @Override
  public String value(String keyAuthorization) {
    return keyAuthorization;
  }

  @Override
  public long present(
      Transaction transaction,
      String issuance,
      List<Presentation> presentations,
      Instant expiresAt) {
    store.put(transaction, issuance, presentations, expiresAt);
    return 0;
  }

  /** Every node reads the token from the database. */
  @Override
  public boolean awaitPublished(long publication) {
    return true;
  }

  @Override
  public List<String> places(List<Presentation> presentations) {
    return presentations.stream().map(HttpSolver::place).toList();
  }

  private static String place(Presentation presentation) {
    return "http://" + presentation.domain() + path(presentation.token());
  }

  private static String path(String token) {
    return "/.well-known/acme-challenge/" + token;
  }

  @Override
  public List<Look> lookAsTheAuthority(List<Presentation> presentations)
      throws InterruptedException {
    return AtOnce.each(presentations, this::look);
  }

  private Look look(Presentation presentation) {
    HttpSight sight = check.look(presentation.domain(), presentation.token(), presentation.value());
    return new Look(
        presentation.domain(), false, "GET " + place(presentation), sight.ok(), sight.detail());
  }

  @Override
  public Sightings.Watch watch(List<Presentation> presentations) {
    return sightings.watch(presentations.stream().map(Presentation::token).toList());
  }

  @Override
  public void withdraw(Transaction transaction, String issuance) {
    store.delete(transaction, issuance, clock.instant());
  }

  @Override
  public Optional<String> keyAuthorization(String token) {
    return database.read(handle -> store.find(handle, token, clock.instant()));
  }

  @Override
  public void served(String token, String remoteAddress) {
    sightings.seen(
        new Sighting(
            token,
            clock.instant(),
            "GET %s (from %s)".formatted(path(token), remoteAddress),
            "200 OK, the answer to the challenge",
            Optional.of(true)));
  }
}
