package dev.kalm.server.certificate;

import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code /certificates/{id}/issuances} and {@code /certificates/{id}/versions}. */
public final class CertificateHistoryResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;

  private final CertificateHistory history;

  public CertificateHistoryResource(CertificateHistory history) {
    this.history = history;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/certificates/{id}/issuances", this::issuances, Access.READ);
    routes.get("/api/v1/certificates/{id}/versions", this::versions, Access.READ);
  }

  private void issuances(Context context) {
    try {
      context.json(history.issuances(context.pathParam("id"), cursor(context), limit(context)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }

  private void versions(Context context) {
    try {
      context.json(history.versions(context.pathParam("id"), cursor(context), limit(context)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }

  private static int limit(Context context) {
    return QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
  }

  private static @Nullable HistoryCursor cursor(Context context) {
    String text = context.queryParam("cursor");
    return text == null
        ? null
        : HistoryCursor.of(text)
            .orElseThrow(() -> QueryParameters.wrong("cursor", "give the next of the part before"));
  }
}
