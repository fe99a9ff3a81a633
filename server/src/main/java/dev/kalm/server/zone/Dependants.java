package dev.kalm.server.zone;

import dev.kalm.api.CertificateReference;
import dev.kalm.server.database.Snapshot;
import dev.kalm.server.database.Transaction;
import java.util.List;
import java.util.Map;

/**
 * What delegations need to know of the certificates that are proven through them; {@code
 * certificate} implements it.
 */
public interface Dependants {

  /** How many are shown of one domain. */
  int SHOWN = 20;

  /** The first of those that depend on a domain's delegation, the oldest first, and how many. */
  record OfDomain(List<CertificateReference> shown, int total) {
    static final OfDomain NONE = new OfDomain(List.of(), 0);

    public OfDomain {
      shown = List.copyOf(shown);
    }
  }

  /** By domain; nothing for one that nothing depends on. */
  Map<String, OfDomain> of(Snapshot snapshot, List<String> domains);

  /** In the transaction that deletes the domain's delegation: what is being proven begins anew. */
  void delegationDeleted(Transaction transaction, String domain);
}
