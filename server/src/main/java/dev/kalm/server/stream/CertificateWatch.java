package dev.kalm.server.stream;

import dev.kalm.api.Certificate;
import dev.kalm.api.Flow;
import dev.kalm.server.certificate.CertificateChanges;
import dev.kalm.server.certificate.CertificateService;
import dev.kalm.server.http.EventStream;
import dev.kalm.server.issuance.Flows;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One certificate that somebody watches: read once for all who do. */
final class CertificateWatch {

  /** A change made by another node is seen this late at most. */
  private static final Duration OTHER_NODES = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  private final String id;
  private final CertificateService certificates;
  private final Flows flows;
  private final CertificateChanges changes;
  private final Set<EventStream> viewers = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Shown shown;

  /**
   * What viewers have or get.
   *
   * @param certificate null once it is deleted
   * @param flow null before the first issuance
   */
  record Shown(@Nullable String certificate, @Nullable String flow) {}

  CertificateWatch(
      String id, CertificateService certificates, Flows flows, CertificateChanges changes) {
    this.id = id;
    this.certificates = certificates;
    this.flows = flows;
    this.changes = changes;
  }

  String id() {
    return id;
  }

  /** True if it is the first viewer. */
  boolean add(EventStream viewer) {
    boolean first = viewers.isEmpty();
    viewers.add(viewer);
    return first;
  }

  /** True if nobody is left. */
  boolean remove(EventStream viewer) {
    viewers.remove(viewer);
    return viewers.isEmpty();
  }

  boolean isWatched() {
    return !viewers.isEmpty();
  }

  /** Null before it was read for the first time. */
  @Nullable Shown shown() {
    return shown;
  }

  /** Reads it whenever it changes, until nobody watches. */
  void follow() {
    while (isWatched()) {
      CertificateChanges.Turnstile turnstile = changes.turnstile(id);
      try {
        show(read());
      } catch (RuntimeException failed) {
        LOG.warn("the certificate {} could not be read for its stream", id, failed);
      }
      try {
        turnstile.await(OTHER_NODES);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Shown read() {
    try {
      Certificate certificate = certificates.show(id);
      Optional<Flow> flow = flows.find(id, null);
      return new Shown(EventStream.json(certificate), flow.map(EventStream::json).orElse(null));
    } catch (CertificateService.NotFoundException deleted) {
      return new Shown(null, null);
    }
  }

  private void show(Shown now) {
    if (!now.equals(shown)) {
      shown = now;
      viewers.forEach(EventStream::wake);
    }
  }
}
