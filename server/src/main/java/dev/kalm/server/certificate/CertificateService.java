package dev.kalm.server.certificate;

import dev.kalm.api.CertificateExport;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.RevocationReason;
import dev.kalm.server.audit.AuditEntry;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.authority.Authorities;
import dev.kalm.server.authority.Authority;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.Caller;
import dev.kalm.server.key.KeyType;
import dev.kalm.server.key.Pem;
import dev.kalm.server.key.Sealer;
import dev.kalm.server.zone.ZoneService;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a user does with certificates. */
public final class CertificateService {

  /** How long one request may wait for a change. */
  static final Duration WAIT_LIMIT = Duration.ofSeconds(60);

  /** A change made by another node is seen this late at most. */
  private static final Duration OTHER_NODES = Duration.ofSeconds(1);

  private final Database database;
  private final CertificateStore store;
  private final Issuances issuances;
  private final ZoneService zones;
  private final Authorities authorities;
  private final Sealer sealer;
  private final CertificateChanges changes;
  private final InstantSource clock;
  private final CertificateView view;
  private final AuditLog audit;
  private final CertificateListStore listed = new CertificateListStore();

  public CertificateService(
      Database database,
      CertificateStore store,
      Issuances issuances,
      ZoneService zones,
      Authorities authorities,
      Sealer sealer,
      CertificateChanges changes,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.issuances = issuances;
    this.zones = zones;
    this.authorities = authorities;
    this.sealer = sealer;
    this.changes = changes;
    this.clock = clock;
    this.view = new CertificateView(store, issuances, zones, clock);
    this.audit = new AuditLog(clock);
  }

  /** It cannot be done with this certificate now; the message says why. */
  public static final class NotNowException extends RuntimeException {
    NotNowException(String message) {
      super(message);
    }
  }

  /** What is asked for does not exist; the message says what to do. */
  public static final class NotFoundException extends RuntimeException {
    NotFoundException(String message) {
      super(message);
    }
  }

  /**
   * Wants a certificate: one transaction writes it, the zone and the delegations that it needs, its
   * issuance and its job.
   *
   * @throws CertificateNames.RefusedNamesException if a name, the authority or another wish cannot
   *     be met
   * @throws ZoneService.NoSuchZoneException if the zone for new delegations does not exist
   * @throws ZoneService.NoClusterException if it needs the validation zone and there is no place
   *     for one
   */
  public dev.kalm.api.Certificate request(CreateCertificate wish) {
    List<String> names = CertificateNames.normalise(wish.names());
    Caller.current().requireIssue(names);
    ChallengeType challenge =
        CertificateNames.challenge(names, Optional.ofNullable(wish.challenge()));
    Certificate certificate =
        new Certificate(
            UUID.randomUUID().toString(),
            names,
            authority(authorities, wish.authority()),
            challenge,
            wish.keyType() == null ? KeyType.EC_P256 : KeyType.of(wish.keyType().toString()),
            Optional.ofNullable(wish.profile()),
            clock.instant(),
            null,
            Optional.of(Caller.current().name()));
    database.useTransaction(transaction -> {
      store.insert(transaction, certificate);
      if (challenge == ChallengeType.DNS_01) {
        certificate
            .domains()
            .forEach(domain -> zones.ensureDelegation(transaction, domain, wish.zone()));
      }
      issuances.start(transaction, certificate);
      audit.record(
          transaction, entry("certificate.create", certificate).after(certificate.state()));
    });
    return show(certificate.id());
  }

  /**
   * The authority wished for, or the first one.
   *
   * @throws CertificateNames.RefusedNamesException if there is none of that name
   */
  static String authority(Authorities authorities, @Nullable String wished) {
    if (wished == null) {
      return authorities.names().getFirst();
    }
    if (authorities.find(wished).isEmpty()) {
      throw new CertificateNames.RefusedNamesException(
          List.of(
              Mistake.at(
                  "/authority",
                  "there is no authority '"
                      + wished
                      + "' here: choose one of "
                      + String.join(", ", authorities.names()))));
    }
    return wished;
  }

  public dev.kalm.api.Certificate show(String id) {
    return database.snapshot(
        snapshot -> view.of(snapshot, found(store.find(snapshot.handle(), id), id)));
  }

  /** Returns as soon as {@code changed} says so of the representation, or when the time is up. */
  public dev.kalm.api.Certificate awaitChange(
      String id, Predicate<dev.kalm.api.Certificate> changed, Duration limit)
      throws InterruptedException {
    return await(id, CertificateChanges.Awaited.CHANGED, changed, limit);
  }

  /** Returns as soon as nothing is under way: issued or failed, or when the time is up. */
  public dev.kalm.api.Certificate awaitSettled(String id, Duration limit)
      throws InterruptedException {
    return await(
        id,
        CertificateChanges.Awaited.SETTLED,
        shown -> shown.issuance() == null || shown.issuance().state() == IssuanceState.FAILED,
        limit);
  }

  private dev.kalm.api.Certificate await(
      String id,
      CertificateChanges.Awaited awaited,
      Predicate<dev.kalm.api.Certificate> done,
      Duration limit)
      throws InterruptedException {
    long deadline =
        System.nanoTime() + (limit.compareTo(WAIT_LIMIT) > 0 ? WAIT_LIMIT : limit).toNanos();
    while (true) {
      CertificateChanges.Turnstile turnstile = changes.turnstile(id, awaited);
      dev.kalm.api.Certificate shown = show(id);
      long left = deadline - System.nanoTime();
      if (left <= 0 || done.test(shown)) {
        return shown;
      }
      turnstile.await(Duration.ofNanos(Math.min(left, OTHER_NODES.toNanos())));
    }
  }

  /**
   * Renews now, or tries now what is waiting for its next try. Delegations that were deleted are
   * made again: a person wants the certificate.
   */
  public dev.kalm.api.Certificate renew(String id) {
    Certificate certificate = own(id);
    database.useTransaction(transaction -> {
      if (certificate.challenge() == ChallengeType.DNS_01) {
        zones.ensureDelegations(transaction, certificate.domains());
      }
      issuances.start(transaction, certificate);
      audit.record(transaction, entry("certificate.renew", certificate));
    });
    changes.changed(id);
    return show(id);
  }

  /**
   * Revokes the current version at its authority. The certificate is not renewed by itself after
   * that.
   *
   * @throws AuthorityException if the authority refused
   */
  public dev.kalm.api.Certificate revoke(String id, Optional<RevocationReason> reason)
      throws AuthorityException {
    Certificate certificate = own(id);
    CertificateVersion version = version(id);
    Authority authority =
        authorities
            .find(certificate.authority())
            .orElseThrow(() ->
                new NotNowException(
                    "the authority "
                        + certificate.authority()
                        + " is no longer in the settings: put it back to revoke there"));
    X509Certificate current = Pem.certificates(version.chain()).getFirst();
    if (version.revokedAt() == null) {
      authority.revoke(current, reason);
      database.useTransaction(transaction -> {
        store.markRevoked(transaction, version.id(), clock.instant());
        store.updateRenewAt(transaction, id, null);
        listed.refresh(transaction, id);
        audit.record(
            transaction,
            entry("certificate.revoke", certificate)
                .after(
                    Map.of(
                        "serial",
                        version.serial(),
                        "reason",
                        reason.map(RevocationReason::toString).orElse("none given"))));
      });
      changes.changed(id);
    }
    return show(id);
  }

  /**
   * Deletes the certificate with its versions. Its delegations stay: they belong to the domains.
   */
  public void delete(String id) {
    Certificate certificate = own(id);
    database.useTransaction(transaction -> {
      store.deleteVersions(transaction, id);
      issuances.delete(transaction, id);
      store.delete(transaction, id);
      audit.record(
          transaction, entry("certificate.delete", certificate).before(certificate.state()));
    });
    changes.changed(id);
  }

  /** The current version with its private key. */
  public CertificateExport export(String id) {
    Certificate certificate = find(id);
    Caller.current().requireDownload(id, certificate.names());
    CertificateVersion version = version(id);
    database.useTransaction(transaction ->
        audit.record(
            transaction,
            entry("certificate.download", certificate).after(Map.of("serial", version.serial()))));
    List<X509Certificate> chain = Pem.certificates(version.chain());
    String key =
        new String(
            sealer.unseal(version.keySealed(), CertificateVersion.keyContext(version.issuanceId())),
            StandardCharsets.US_ASCII);
    return new CertificateExport(
        version.chain(),
        Pem.certificates(new ArrayList<>(chain.subList(1, chain.size()))),
        Pem.certificates(List.of(chain.getFirst())),
        key);
  }

  /** Whether there is such a certificate. */
  public boolean exists(String id) {
    return database.read(handle -> store.find(handle, id)).isPresent();
  }

  /**
   * The same as a PKCS#12 key store, whose one entry is named after the first name.
   *
   * @param password checked already
   */
  KeyStoreFile exportPkcs12(String id, String password) {
    Certificate certificate = find(id);
    CertificateExport export = export(id);
    String name = certificate.names().getFirst();
    return new KeyStoreFile(
        CertificateNames.domain(name) + ".p12",
        Pkcs12.of(
            name,
            Pem.certificates(export.fullchain()),
            Pem.privateKey(export.privateKey()),
            password));
  }

  /** A key store and what to call its file. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record KeyStoreFile(String name, byte[] content) {}

  private CertificateVersion version(String id) {
    CertificateVersion version =
        database.read(handle -> store.currentVersions(handle, List.of(id))).get(id);
    if (version == null) {
      throw new NotNowException(
          "the certificate "
              + id
              + " has not been issued yet: 'kalm cert show "
              + id
              + "' tells what it is waiting for");
    }
    return version;
  }

  static AuditEntry entry(String action, Certificate certificate) {
    return AuditEntry.of(action, "certificate", certificate.id(), certificate.names().getFirst());
  }

  /** The certificate, if all of its names are the caller's. */
  private Certificate own(String id) {
    Certificate certificate = find(id);
    Caller.current().requireIssue(certificate.names());
    return certificate;
  }

  private Certificate find(String id) {
    return found(database.read(handle -> store.find(handle, id)), id);
  }

  static Certificate found(Optional<Certificate> certificate, String id) {
    return certificate.orElseThrow(() ->
        new NotFoundException(
            "there is no certificate " + id + ": 'kalm cert list' shows those there are"));
  }
}
