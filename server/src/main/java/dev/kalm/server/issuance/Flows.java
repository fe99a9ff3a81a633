package dev.kalm.server.issuance;

import dev.kalm.api.Flow;
import dev.kalm.api.Problem;
import dev.kalm.server.certificate.Certificate;
import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.flow.FlowPicture;
import dev.kalm.server.flow.FlowStore;
import dev.kalm.server.flow.FlowSubject;
import dev.kalm.server.zone.Delegation;
import dev.kalm.server.zone.ZoneService;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issuances as pictures. */
public final class Flows {
  private final Database database;
  private final CertificateStore certificates;
  private final ZoneService zones;
  private final IssuanceStore issuances = new IssuanceStore();
  private final FlowStore store = new FlowStore();

  public Flows(Database database, CertificateStore certificates, ZoneService zones) {
    this.database = database;
    this.certificates = certificates;
    this.zones = zones;
  }

  /**
   * An issuance of the certificate step by step; empty when there is no such.
   *
   * @param issuance null: the latest, which is the one under way if there is one
   */
  public Optional<Flow> find(String certificate, @Nullable String issuance) {
    return database.snapshot(snapshot ->
        certificates
            .find(snapshot.handle(), certificate)
            .flatMap(found -> find(snapshot, found, issuance)));
  }

  private Optional<Flow> find(
      Snapshot snapshot, Certificate certificate, @Nullable String issuance) {
    return issuances
        .find(snapshot.handle(), certificate.id(), issuance)
        .map(found ->
            FlowPicture.of(
                subject(snapshot, certificate, found),
                store.find(snapshot.handle(), found.issuance().id())));
  }

  private FlowSubject subject(
      Snapshot snapshot, Certificate certificate, IssuanceStore.Finished found) {
    Issuance issuance = found.issuance();
    return new FlowSubject(
        issuance.id(),
        cast(snapshot, certificate),
        dev.kalm.api.IssuanceState.of(IssuanceStore.word(issuance.state())),
        issuance.failures(),
        issuance.startedAt(),
        found.at(),
        issuance.detail(),
        problem(issuance.state()));
  }

  private FlowSubject.Cast cast(Snapshot snapshot, Certificate certificate) {
    String zone =
        switch (certificate.challenge()) {
          case HTTP_01 -> null;
          case DNS_01 ->
              zones.delegations(snapshot, certificate.domains()).stream()
                  .map(Delegation::zone)
                  .findFirst()
                  .orElse(null);
        };
    return new FlowSubject.Cast(
        certificate.challenge(), certificate.authority(), certificate.domains(), zone);
  }

  private static @Nullable Problem problem(IssuanceState state) {
    return state instanceof IssuanceState.Failed failed ? failed.failure().problem() : null;
  }
}
