package dev.kalm.server.certificate;

import dev.kalm.api.CertificateReference;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.database.Transaction;
import dev.kalm.server.zone.Dependants;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificates that are proven through a domain's delegation. */
public final class CertificateDependants implements Dependants {
  private final CertificateStore certificates;
  private final Issuances issuances;
  private final InstantSource clock;
  private final DependantStore store = new DependantStore();

  public CertificateDependants(
      CertificateStore certificates, Issuances issuances, InstantSource clock) {
    this.certificates = certificates;
    this.issuances = issuances;
    this.clock = clock;
  }

  @Override
  public Map<String, OfDomain> of(Snapshot snapshot, List<String> domains) {
    List<DependantStore.Dependant> found = store.dependants(snapshot.handle(), domains, SHOWN);
    Map<String, List<String>> names = new HashMap<>();
    certificates
        .those(
            snapshot.handle(), found.stream().map(DependantStore.Dependant::id).distinct().toList())
        .forEach(certificate -> names.put(certificate.id(), certificate.names()));
    Map<String, List<CertificateReference>> shown = new LinkedHashMap<>();
    Map<String, Integer> totals = new HashMap<>();
    for (DependantStore.Dependant one : found) {
      shown
          .computeIfAbsent(one.domain(), _ -> new ArrayList<>())
          .add(reference(one, names.getOrDefault(one.id(), List.of())));
      totals.put(one.domain(), one.total());
    }
    Map<String, OfDomain> byDomain = new HashMap<>();
    shown.forEach((domain, references) ->
        byDomain.put(domain, new OfDomain(references, totals.getOrDefault(domain, 0))));
    return byDomain;
  }

  private CertificateReference reference(DependantStore.Dependant one, List<String> names) {
    Instant notAfter = one.notAfter() == null ? null : Instant.ofEpochMilli(one.notAfter());
    return new CertificateReference(
        one.id(),
        names,
        CertificateListStore.status(one.phase(), notAfter, clock.instant()),
        notAfter);
  }

  @Override
  public void delegationDeleted(Transaction transaction, String domain) {
    certificates
        .those(transaction.handle(), store.underWay(transaction, domain))
        .forEach(certificate -> issuances.proveAgain(transaction, certificate));
  }
}
