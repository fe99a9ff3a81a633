package dev.kalm.server.certificate;

import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.SortOrder;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.name.SearchText;
import io.javalin.http.Context;

/** {@code GET /certificates}. */
public final class CertificateListResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;

  private final CertificateList list;

  public CertificateListResource(CertificateList list) {
    this.list = list;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/certificates", this::list, Access.READ);
  }

  private void list(Context context) {
    int limit = QueryParameters.number(context, "limit", PAGE, 1, PAGE_LIMIT);
    String name = context.queryParam("name");
    if (name != null) {
      context.json(list.named(name, limit));
      return;
    }
    try {
      context.json(list.page(query(context), context.queryParam("cursor"), limit));
    } catch (CertificateList.ForeignCursorException foreign) {
      throw QueryParameters.wrong("cursor", String.valueOf(foreign.getMessage()));
    }
  }

  private static CertificateQuery query(Context context) {
    return new CertificateQuery(
        QueryParameters.search(context, SearchText.LONGEST),
        QueryParameters.words(context, "status", CertificateStatus::of),
        QueryParameters.word(context, "challenge", ChallengeType::of),
        context.queryParam("authority"),
        QueryParameters.word(context, "sort", CertificateSort::of),
        QueryParameters.word(context, "order", SortOrder::of));
  }
}
