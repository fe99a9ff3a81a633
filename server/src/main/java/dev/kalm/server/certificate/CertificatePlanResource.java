package dev.kalm.server.certificate;

import dev.kalm.api.CreateCertificate;
import dev.kalm.api.RenewCertificates;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;

/** {@code /certificates/preview} and {@code /certificates/renew}. */
public final class CertificatePlanResource implements Resource {
  private final CertificatePreviews previews;
  private final BulkRenewal renewal;

  public CertificatePlanResource(CertificatePreviews previews, BulkRenewal renewal) {
    this.previews = previews;
    this.renewal = renewal;
  }

  @Override
  public void register(Routes routes) {
    routes.post(
        "/api/v1/certificates/preview",
        context -> context.json(previews.preview(context.bodyAsClass(CreateCertificate.class))),
        Access.READ);
    routes.post(
        "/api/v1/certificates/renew",
        context -> context.json(renewal.renew(context.bodyAsClass(RenewCertificates.class))),
        Access.ISSUE);
  }
}
