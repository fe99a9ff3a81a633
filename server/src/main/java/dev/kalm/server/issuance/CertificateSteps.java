package dev.kalm.server.issuance;

import dev.kalm.api.ProblemKind;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.authority.Order;
import dev.kalm.server.authority.Status;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.certificate.CertificateVersion;
import dev.kalm.server.certificate.ChainVerifier;
import dev.kalm.server.certificate.RenewalPolicy;
import dev.kalm.server.flow.Actors;
import dev.kalm.server.flow.FlowJournal;
import dev.kalm.server.flow.FlowText;
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
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From validated names to an installed certificate. */
final class CertificateSteps {
  private final CertificateStore certificates;
  private final Sealer sealer;
  private final RenewalPolicy renewals;
  private final InstantSource clock;
  private final FreshKeys freshKeys = new FreshKeys();

  CertificateSteps(
      CertificateStore certificates, Sealer sealer, RenewalPolicy renewals, InstantSource clock) {
    this.certificates = certificates;
    this.sealer = sealer;
    this.renewals = renewals;
    this.clock = clock;
  }

  /** Makes the key, which is stored before the CA hears of it. */
  Outcome begin(Task task, URI order, URI finalizeUrl) {
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
            : Setbacks.lost(task, order);
      }
    }
    byte[] csr = Csr.of(key(task.issuance()), task.certificate().names());
    FlowJournal.Asked asked =
        task.journal()
            .ask(
                Actors.KALM,
                Actors.CA,
                "Certificate request (CSR) with a new %s key for %s"
                    .formatted(
                        task.certificate().keyType().id(),
                        FlowText.names(task.certificate().names())),
                null);
    Order order = task.authority().finalizeOrder(state.order(), state.finalizeUrl(), csr);
    asked.answered("the order is " + order.status().name().toLowerCase(Locale.ROOT), true);
    return toDownloading(task, order);
  }

  private Outcome toDownloading(Task task, Order order) {
    if (order.status() == Status.INVALID) {
      return Setbacks.lost(task, order);
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
    Polling polling = new Polling(clock, clock.instant().plus(IssuanceSteps.AUTHORITY_LIMIT));
    Instant retryAfter = resumed ? null : state.since();
    FlowJournal.Asked asked =
        task.journal().ask(Actors.KALM, Actors.CA, "The certificate, please", null);
    while (certificate == null) {
      Duration wait = polling.next(retryAfter);
      if (wait == null) {
        return Setbacks.tooSlow(task, "issuing " + task.certificate().names().getFirst());
      }
      Thread.sleep(wait);
      Order order = task.authority().order(state.order());
      if (order.status() == Status.VALID && order.certificate() != null) {
        certificate = order.certificate();
      } else if (order.status() != Status.PROCESSING) {
        return Setbacks.lost(task, order);
      }
      retryAfter = order.retryAfter();
    }
    List<X509Certificate> chain = task.authority().download(certificate);
    asked.answered(
        "%d certificates, issued by %s"
            .formatted(chain.size(), chain.getFirst().getIssuerX500Principal().getName()),
        true);
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
    FlowJournal.Asked asked =
        task.journal()
            .ask(
                Actors.KALM,
                Actors.KALM,
                "Are names, key, dates and signatures of the certificate right?",
                null);
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
    Instant renewAt = renewals.renewAt(version.notBefore(), version.notAfter());
    asked.answered(
        "yes: for %s, valid until %s"
            .formatted(
                FlowText.names(task.certificate().names()),
                version.notAfter().truncatedTo(ChronoUnit.SECONDS)),
        true);
    task.journal()
        .remark(
            "installed; renewed by itself from %s on"
                .formatted(renewAt.truncatedTo(ChronoUnit.SECONDS)));
    return new Outcome.Next(transaction -> {
      certificates.install(transaction, version, renewAt);
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
}
