package dev.kalm.server.stream;

import dev.kalm.api.Certificate;
import dev.kalm.server.certificate.CertificateChanges;
import dev.kalm.server.certificate.CertificateService;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.EventStreams;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.issuance.Flows;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code /certificates/{id}/flow} and {@code /certificates/{id}/stream}. */
public final class CertificateStreamResource implements Resource {
  private final CertificateService certificates;
  private final Flows flows;
  private final CertificateWatches watches;
  private final EventStreams streams;

  public CertificateStreamResource(
      CertificateService certificates,
      Flows flows,
      RecordWatch records,
      CertificateChanges changes,
      EventStreams streams) {
    this.certificates = certificates;
    this.flows = flows;
    this.watches = new CertificateWatches(certificates, flows, records, changes);
    this.streams = streams;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/certificates/{id}/flow", this::flow, Access.READ);
    routes.get("/api/v1/certificates/{id}/stream", this::stream, Access.READ);
  }

  private void flow(Context context) {
    String id = find(context).id();
    @Nullable String issuance = context.queryParam("issuance");
    context.json(
        flows
            .find(id, issuance)
            .orElseThrow(() ->
                RequestException.notFound(
                    issuance == null
                        ? "the certificate " + id + " has had no issuance"
                        : "the certificate "
                            + id
                            + " has no issuance "
                            + issuance
                            + ": leave it out to see the latest")));
  }

  private void stream(Context context) throws IOException, InterruptedException {
    Certificate certificate = find(context);
    streams.answer(context, stream -> watches.write(certificate, stream));
  }

  private Certificate find(Context context) {
    try {
      return certificates.show(context.pathParam("id"));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }
}
