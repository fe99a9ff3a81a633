package dev.kalm.server.certificate;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.RenewCertificates;
import dev.kalm.api.RenewedCertificates;
import dev.kalm.api.RenewedCertificates.RefusedRenewal;
import dev.kalm.server.audit.AuditLog;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.Caller;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.zone.ZoneService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renews several certificates, each for itself: one that cannot be renewed keeps back no other. */
public final class BulkRenewal {
  static final int LIMIT = 1000;

  /** Enough to spare commits, and too few to keep other writers waiting. */
  private static final int TOGETHER = 50;

  private final Database database;
  private final CertificateStore store;
  private final Issuances issuances;
  private final ZoneService zones;
  private final CertificateChanges changes;
  private final AuditLog audit;

  public BulkRenewal(
      Database database,
      CertificateStore store,
      Issuances issuances,
      ZoneService zones,
      CertificateChanges changes,
      AuditLog audit) {
    this.database = database;
    this.store = store;
    this.issuances = issuances;
    this.zones = zones;
    this.changes = changes;
    this.audit = audit;
  }

  /**
   * @throws RequestException 400 if there are none or too many
   */
  public RenewedCertificates renew(RenewCertificates wish) {
    List<String> ids = wish.ids().stream().distinct().toList();
    if (ids.isEmpty() || ids.size() > LIMIT) {
      String detail =
          "%d certificates are to be renewed: name 1 to %d".formatted(ids.size(), LIMIT);
      throw RequestException.badRequest(detail, List.of(Mistake.at("/ids", detail)));
    }
    List<String> renewed = new ArrayList<>();
    List<RefusedRenewal> refused = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += TOGETHER) {
      Part part = part(ids.subList(from, Math.min(ids.size(), from + TOGETHER)));
      renewed.addAll(part.renewed());
      refused.addAll(part.refused());
      part.renewed().forEach(changes::changed);
    }
    return new RenewedCertificates(renewed, refused);
  }

  private record Part(List<String> renewed, List<RefusedRenewal> refused) {}

  private Part part(List<String> ids) {
    return database.inTransaction(transaction -> {
      Map<String, Certificate> found = new HashMap<>();
      store
          .those(transaction.handle(), ids)
          .forEach(certificate -> found.put(certificate.id(), certificate));
      Part part = new Part(new ArrayList<>(), new ArrayList<>());
      for (String id : ids) {
        try {
          Certificate certificate = renewable(id, found.get(id));
          if (certificate.challenge() == ChallengeType.DNS_01) {
            zones.ensureDelegations(transaction, certificate.domains());
          }
          issuances.start(transaction, certificate);
          audit.record(transaction, CertificateService.entry("certificate.renew", certificate));
          part.renewed().add(id);
        } catch (RequestException refused) {
          part.refused().add(new RefusedRenewal(id, refused.document()));
        }
      }
      return part;
    });
  }

  private static Certificate renewable(String id, @Nullable Certificate certificate) {
    if (certificate == null) {
      throw RequestException.notFound("there is no certificate " + id);
    }
    Caller.current().requireIssue(certificate.names());
    return certificate;
  }
}
