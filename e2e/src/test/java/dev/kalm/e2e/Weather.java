package dev.kalm.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import java.util.function.Predicate;

/** What becomes of a page's calls of the REST API: faults, put in between the page and Kalm. */
enum Weather {
  /** All calls arrive. */
  FAIR {
    @Override
    void meet(Route route) {
      route.resume();
    }
  },
  /** No call is answered. */
  CALM {
    @Override
    void meet(Route route) {
      // Neither answered nor refused.
    }
  },
  /**
   * Every call is refused. The status is one after which a page does not try again by itself, which
   * would take it seconds.
   */
  STORM {
    @Override
    void meet(Route route) {
      route.fulfill(
          new Route.FulfillOptions()
              .setStatus(400)
              .setContentType("application/problem+json")
              .setBody(
                  """
                  {"title": "The database cannot be reached", "status": 400, "kind": "transient",
                   "detail": "PostgreSQL at db.mycluster.com refused the connection.",
                   "advice": "Check that it runs; Kalm tries again by itself."}
                  """));
    }
  };

  abstract void meet(Route route);

  /** From now on, for the calls below {@code /api/v1} that this is true of. */
  void over(BrowserContext context, Predicate<String> pathBelowApi) {
    context.unrouteAll();
    if (this != FAIR) {
      context.route(
          url -> {
            int at = url.indexOf("/api/v1/");
            return at > 0 && pathBelowApi.test(url.substring(at + "/api/v1".length()));
          },
          this::meet);
    }
  }
}
