package dev.kalm.server.stream;

import dev.kalm.api.Certificate;
import dev.kalm.server.certificate.CertificateChanges;
import dev.kalm.server.certificate.CertificateNames;
import dev.kalm.server.certificate.CertificateService;
import dev.kalm.server.http.EventStream;
import dev.kalm.server.issuance.Flows;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The certificates that somebody watches now. */
final class CertificateWatches {

  /** A stream is woken by what there is to send; this is for the case that it was not. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final CertificateService certificates;
  private final Flows flows;
  private final CertificateChanges changes;
  private final RecordWatch records;
  private final Map<String, CertificateWatch> watches = new HashMap<>();

  CertificateWatches(
      CertificateService certificates,
      Flows flows,
      RecordWatch records,
      CertificateChanges changes) {
    this.certificates = certificates;
    this.flows = flows;
    this.changes = changes;
    this.records = records;
  }

  /** Sends the certificate and its flow, and each whenever it is different, until the end. */
  void write(Certificate certificate, EventStream stream) throws IOException, InterruptedException {
    CertificateWatch watch = join(certificate, stream);
    try {
      CertificateWatch.Shown sent = new CertificateWatch.Shown(null, null);
      do {
        CertificateWatch.Shown now = watch.shown();
        if (now == null) {
          continue;
        }
        if (now.certificate() == null) {
          return;
        }
        if (!now.certificate().equals(sent.certificate())) {
          stream.send("certificate", now.certificate());
        }
        if (now.flow() != null && !now.flow().equals(sent.flow())) {
          stream.send("flow", now.flow());
        }
        sent = now;
      } while (stream.await(LOOK));
    } finally {
      leave(watch, stream);
    }
  }

  private synchronized CertificateWatch join(Certificate certificate, EventStream stream) {
    CertificateWatch watch =
        watches.computeIfAbsent(
            certificate.id(), id -> new CertificateWatch(id, certificates, flows, changes));
    if (watch.add(stream)) {
      Thread.ofVirtual().name("watch " + certificate.id()).start(watch::follow);
      Thread.ofVirtual()
          .name("records " + certificate.id())
          .start(() ->
              records.follow(
                  watch, certificate.challenge(), CertificateNames.domains(certificate.names())));
    }
    return watch;
  }

  /** Its threads end by themselves when they see that nobody is left. */
  private synchronized void leave(CertificateWatch watch, EventStream stream) {
    if (watch.remove(stream)) {
      watches.remove(watch.id());
    }
  }
}
