package dev.kalm.server.issuance;

import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.authority.Authorization;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.authority.Order;
import dev.kalm.server.authority.Status;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.certificate.CertificateVersion;
import dev.kalm.server.certificate.ChainVerifier;
import dev.kalm.server.certificate.RenewalPolicy;
import dev.kalm.server.challenge.Presentation;
import dev.kalm.server.challenge.Sightings;
import dev.kalm.server.check.RecordCheck;
import dev.kalm.server.issuance.IssuanceEngine.Outcome;
import dev.kalm.server.issuance.IssuanceEngine.Task;
import dev.kalm.server.key.Csr;
import dev.kalm.server.key.Pem;
import dev.kalm.server.key.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One method for each state: what is done in it, and what comes next. */
public final class IssuanceSteps {

  /** Challenge values leave by themselves after this long, whatever becomes of the issuance. */
  static final Duration VALUES_KEPT = Duration.ofHours(24);

  /** How long a CA may take over a validation, or over issuing, before it counts as a failure. */
  static final Duration AUTHORITY_LIMIT = Duration.ofMinutes(5);

  /**
   * Validations normally begin within this; then the CA is asked whether it has seen what we have
   * not.
   */
  static final Duration SIGHTING_LIMIT = Duration.ofSeconds(2);

  /**
   * When our own look keeps failing for this long, the authority is asked all the same: a machine
   * behind a router that does not lead it back to itself can never see what the authority sees.
   */
  static final Duration ASK_ANYWAY = Duration.ofMinutes(15);

  private static final Duration LOOK_SOONEST = Duration.ofSeconds(5);
  private static final Duration LOOK_LATEST = Duration.ofMinutes(5);
  private static final int LOOKS_SLOW_DOWN = 10;

  private final CertificateStore certificates;
  private final Sealer sealer;
  private final RenewalPolicy renewals;
  private final InstantSource clock;
  private final FreshKeys freshKeys = new FreshKeys();

  public IssuanceSteps(
      CertificateStore certificates, Sealer sealer, RenewalPolicy renewals, InstantSource clock) {
    this.certificates = certificates;
    this.sealer = sealer;
    this.renewals = renewals;
    this.clock = clock;
  }

  Outcome awaitDelegation(Task task, IssuanceState.AwaitingDelegation state)
      throws InterruptedException {
    List<RecordCheck> missing = task.solver().missing(task.certificate().domains());
    if (missing.isEmpty()) {
      return Outcome.Next.to(
          task.issuance()
              .at(
                  new IssuanceState.Ordering(),
                  "placing an order with " + task.authority().name()));
    }
    RecordCheck first = missing.getFirst();
    String more = missing.size() == 1 ? "" : " (and " + (missing.size() - 1) + " more)";
    return new Outcome.Wait(
        task.issuance()
            .waiting(
                "waiting for the "
                    + first.type()
                    + " record of "
                    + first.name()
                    + ": "
                    + first.detail()
                    + more,
                nextLook(state.since())));
  }

  /** Soon at first, slowing down with the age of the wait. */
  private Instant nextLook(Instant since) {
    Instant now = clock.instant();
    Duration wait = Duration.between(since, now).dividedBy(LOOKS_SLOW_DOWN);
    wait = wait.compareTo(LOOK_SOONEST) < 0 ? LOOK_SOONEST : wait;
    return now.plus(wait.compareTo(LOOK_LATEST) > 0 ? LOOK_LATEST : wait);
  }

  Outcome order(Task task) throws AuthorityException {
    Order order =
        task.authority().newOrder(task.certificate().names(), task.certificate().profile());
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Presenting(
                    order.url(), order.finalizeUrl(), order.authorizations()),
                "the order is placed; reading its challenges"));
  }

  Outcome present(Task task, IssuanceState.Presenting state) throws AuthorityException {
    List<Presentation> presentations = new ArrayList<>();
    for (URI url : state.authorizations()) {
      Authorization authorization = task.authority().authorization(url);
      if (authorization.status() == Status.VALID) {
        continue;
      }
      if (authorization.status() != Status.PENDING) {
        return refused(task, authorization);
      }
      Optional<Authorization.Challenge> challenge =
          authorization.challenge(task.solver().type().toString());
      if (challenge.isEmpty()) {
        return new Outcome.Fail(
            Failure.of(
                ProblemKind.REFUSED,
                "the authority does not offer the challenge",
                task.authority().name()
                    + " does not let "
                    + authorization.domain()
                    + " be proven by "
                    + task.solver().type(),
                "choose the other challenge, or another authority"),
            true);
      }
      String value =
          task.solver().value(task.authority().keyAuthorization(challenge.get().token()));
      presentations.add(
          new Presentation(
              authorization.domain(),
              authorization.url(),
              challenge.get().url(),
              challenge.get().token(),
              value));
    }
    return presented(task, state, presentations);
  }

  private Outcome presented(
      Task task, IssuanceState.Presenting state, List<Presentation> presentations) {
    if (presentations.isEmpty()) {
      return toFinalizing(task, state.order(), state.finalizeUrl());
    }
    Instant now = clock.instant();
    return new Outcome.Next(transaction -> {
      long publication =
          task.solver()
              .present(transaction, task.issuance().id(), presentations, now.plus(VALUES_KEPT));
      return task.issuance()
          .at(
              new IssuanceState.Confirming(
                  state.order(), state.finalizeUrl(), presentations, publication, now),
              "the challenge values are published; looking at them from outside");
    });
  }

  Outcome confirm(Task task, IssuanceState.Confirming state) throws InterruptedException {
    if (!task.solver().awaitPublished(state.publication())) {
      return new Outcome.Wait(
          task.issuance()
              .waiting(
                  "waiting until every node serves the challenge values",
                  clock.instant().plus(LOOK_SOONEST)));
    }
    Optional<String> wrong = task.solver().lookAsTheAuthority(state.presentations());
    if (wrong.isPresent() && state.since().plus(ASK_ANYWAY).isAfter(clock.instant())) {
      return new Outcome.Wait(task.issuance().waiting(wrong.get(), nextLook(state.since())));
    }
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Validating(
                    state.order(), state.finalizeUrl(), state.presentations(), clock.instant()),
                (wrong.isEmpty() ? "seen from outside; " : "")
                    + task.authority().name()
                    + " is asked to validate"));
  }

  Outcome validate(Task task, IssuanceState.Validating state)
      throws AuthorityException, InterruptedException {
    try (Sightings.Watch watch = task.solver().watch(state.presentations())) {
      for (Presentation presentation : state.presentations()) {
        answer(task.authority(), presentation);
      }
      watch.await(SIGHTING_LIMIT);
    }
    for (Presentation presentation : state.presentations()) {
      Polling polling = new Polling(clock, state.since().plus(AUTHORITY_LIMIT));
      while (true) {
        Authorization authorization = task.authority().authorization(presentation.authorization());
        if (authorization.status() == Status.VALID) {
          break;
        }
        if (authorization.status() != Status.PENDING) {
          return refused(task, authorization);
        }
        Duration wait = polling.next(authorization.retryAfter());
        if (wait == null) {
          return tooSlow(task, "validating " + presentation.domain());
        }
        Thread.sleep(wait);
      }
    }
    return toFinalizing(task, state.order(), state.finalizeUrl());
  }

  /**
   * A challenge that was answered before a crash cannot be answered again: then its authorization
   * tells.
   */
  private static void answer(Authority authority, Presentation presentation)
      throws AuthorityException {
    try {
      authority.answer(presentation.challenge());
    } catch (AuthorityException refused) {
      boolean pending =
          authority.authorization(presentation.authorization()).challenges().stream()
              .anyMatch(challenge ->
                  challenge.url().equals(presentation.challenge())
                      && challenge.status() == Status.PENDING);
      if (pending) {
        throw refused;
      }
    }
  }

  private Outcome toFinalizing(Task task, URI order, URI finalizeUrl) {
    KeyPair key = task.certificate().keyType().generate();
    freshKeys.put(task.issuance().id(), key);
    byte[] sealed =
        sealer.seal(
            Pem.privateKey(key.getPrivate()).getBytes(StandardCharsets.US_ASCII),
            CertificateVersion.keyContext(task.issuance().id()));
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Finalizing(order, finalizeUrl),
                "validated; sending the certificate request")
            .withKey(sealed));
  }

  Outcome finalizeOrder(Task task, IssuanceState.Finalizing state, boolean resumed)
      throws AuthorityException {
    if (resumed) {
      Order order = task.authority().order(state.order());
      if (order.status() != Status.READY) {
        return order.status() == Status.PROCESSING || order.status() == Status.VALID
            ? toDownloading(task, order)
            : lost(task, order);
      }
    }
    byte[] csr = Csr.of(key(task.issuance()), task.certificate().names());
    return toDownloading(
        task, task.authority().finalizeOrder(state.order(), state.finalizeUrl(), csr));
  }

  private Outcome toDownloading(Task task, Order order) {
    if (order.status() == Status.INVALID) {
      return lost(task, order);
    }
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Downloading(order.url(), order.certificate(), later(order)),
                task.authority().name() + " is issuing the certificate"));
  }

  /** Not before this may the order be looked at. */
  private Instant later(Order order) {
    return order.retryAfter() == null ? clock.instant() : order.retryAfter();
  }

  Outcome download(Task task, IssuanceState.Downloading state, boolean resumed)
      throws AuthorityException, InterruptedException {
    URI certificate = state.certificate();
    Polling polling = new Polling(clock, clock.instant().plus(AUTHORITY_LIMIT));
    Instant retryAfter = resumed ? null : state.since();
    while (certificate == null) {
      Duration wait = polling.next(retryAfter);
      if (wait == null) {
        return tooSlow(task, "issuing " + task.certificate().names().getFirst());
      }
      Thread.sleep(wait);
      Order order = task.authority().order(state.order());
      if (order.status() == Status.VALID && order.certificate() != null) {
        certificate = order.certificate();
      } else if (order.status() != Status.PROCESSING) {
        return lost(task, order);
      }
      retryAfter = order.retryAfter();
    }
    List<X509Certificate> chain = task.authority().download(certificate);
    return Outcome.Next.to(
        task.issuance()
            .at(
                new IssuanceState.Installing(Pem.certificates(chain)),
                "the certificate is here; checking it"));
  }

  Outcome install(Task task, IssuanceState.Installing state) {
    List<X509Certificate> chain = Pem.certificates(state.chain());
    KeyPair key = key(task.issuance());
    Instant now = clock.instant();
    try {
      ChainVerifier.verify(chain, task.certificate().names(), key.getPublic(), now);
    } catch (ChainVerifier.WrongChainException wrong) {
      return new Outcome.Fail(
          Failure.of(
              ProblemKind.REFUSED,
              "the authority issued something else",
              "the certificate that "
                  + task.authority().name()
                  + " issued for "
                  + task.certificate().names().getFirst()
                  + " was not taken: "
                  + wrong.getMessage(),
              "report it to the authority; it is ordered anew"),
          true);
    }
    freshKeys.remove(task.issuance().id());
    CertificateVersion version = version(task.issuance(), chain, state.chain(), now);
    return new Outcome.Next(transaction -> {
      certificates.install(
          transaction, version, renewals.renewAt(version.notBefore(), version.notAfter()));
      task.solver().withdraw(transaction, task.issuance().id());
      return task.issuance().at(new IssuanceState.Issued(version.id()), "issued");
    });
  }

  private CertificateVersion version(
      Issuance issuance, List<X509Certificate> chain, String pem, Instant now) {
    X509Certificate leaf = chain.getFirst();
    return new CertificateVersion(
        UUID.randomUUID().toString(),
        issuance.certificateId(),
        issuance.id(),
        pem,
        sealedKey(issuance),
        leaf.getSerialNumber().toString(16),
        leaf.getIssuerX500Principal().getName(),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        fingerprint(leaf),
        now,
        null);
  }

  private KeyPair key(Issuance issuance) {
    KeyPair fresh = freshKeys.get(issuance.id());
    return fresh == null ? unseal(issuance) : fresh;
  }

  private KeyPair unseal(Issuance issuance) {
    byte[] pem = sealer.unseal(sealedKey(issuance), CertificateVersion.keyContext(issuance.id()));
    return Pem.keyPair(Pem.privateKey(new String(pem, StandardCharsets.US_ASCII)));
  }

  private static byte[] sealedKey(Issuance issuance) {
    byte @Nullable [] sealed = issuance.keySealed();
    if (sealed == null) {
      throw new IllegalStateException(
          "issuance " + issuance.id() + " has no key where it needs one");
    }
    return sealed;
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An authorization that did not become valid: its challenge's error says why. */
  private static Outcome refused(Task task, Authorization authorization) {
    Problem error =
        authorization.challenges().stream()
            .map(Authorization.Challenge::error)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(
                Problem.ofType(
                    Problem.NO_TYPE,
                    "the authorization is no longer valid",
                    task.authority().name()
                        + " holds the authorization of "
                        + authorization.domain()
                        + " for "
                        + authorization.status().name().toLowerCase(Locale.ROOT)));
    return new Outcome.Fail(task.authority().refusal(authorization.domain(), error), true);
  }

  /** An order that can no longer be finished. */
  private static Outcome lost(Task task, Order order) {
    Problem error = order.error();
    if (error != null) {
      return new Outcome.Fail(
          task.authority().refusal(task.certificate().names().getFirst(), error), true);
    }
    return new Outcome.Fail(
        Failure.of(
            ProblemKind.TRANSIENT,
            "the order cannot be finished",
            task.authority().name()
                + " holds the order for "
                + task.certificate().names().getFirst()
                + " for "
                + order.status().name().toLowerCase(Locale.ROOT),
            "nothing: a new order is placed"),
        true);
  }

  private static Outcome tooSlow(Task task, String doing) {
    return new Outcome.Fail(
        Failure.of(
            ProblemKind.TRANSIENT,
            "the authority takes too long",
            task.authority().name()
                + " has been "
                + doing
                + " for over "
                + AUTHORITY_LIMIT.toMinutes()
                + " minutes",
            "nothing: it is looked at again"),
        false);
  }
}
