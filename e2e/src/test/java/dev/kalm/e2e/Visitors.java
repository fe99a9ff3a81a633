package dev.kalm.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The people who visit a Kalm in one test: each has a window and cookies of their own. */
final class Visitors {
  private static final Path LEFT = Path.of("target", "browser");

  private final Browser browser;
  private final String test;
  private final List<Visitor> present = new ArrayList<>();

  Visitors(Browser browser, String test) {
    this.browser = browser;
    this.test = test;
  }

  /** Somebody at a desk who has not signed in. */
  Visitor newcomer(URI kalm) {
    return enter(kalm, Look.DESK, true);
  }

  /** Somebody with this screen; nothing is traced, which is quicker. */
  Visitor with(URI kalm, Look look) {
    return enter(kalm, look, false);
  }

  private Visitor enter(URI kalm, Look look, boolean traced) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(kalm.toString())
                .setIgnoreHTTPSErrors(true)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(look.width(), look.height()));
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    if (traced) {
      context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
    }
    Visitor visitor = new Visitor(kalm, context, traced);
    present.add(visitor);
    return visitor;
  }

  /**
   * Closes all windows.
   *
   * @param failed leaves a screenshot and a trace of each; otherwise a complaint of a page is an
   *     AssertionError
   */
  void leave(boolean failed) {
    List<String> complaints = new ArrayList<>();
    int number = 1;
    for (Visitor visitor : present) {
      complaints.addAll(visitor.complaints());
      visitor.leave(failed || !complaints.isEmpty() ? LEFT.resolve(test + "-" + number++) : null);
    }
    present.clear();
    if (!failed && !complaints.isEmpty()) {
      throw new AssertionError("The pages complained:\n" + String.join("\n", complaints));
    }
  }
}
