package dev.kalm.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a browser of their own. Whatever the page complains of is kept: errors on the console
 * (violations of the content security policy are among them), and requests to other hosts.
 */
final class Visitor {
  /** A request that the page itself gave up, such as a stream of one that was left. */
  private static final String GIVEN_UP = "net::ERR_ABORTED";

  private static final int MOST_TABS = 80;

  private static final String CALL =
      """
      async ([method, url, json]) => {
        const session = await (await fetch('/api/v1/session')).json()
        const headers = { 'Content-Type': 'application/json' }
        if (session.csrfToken) headers['X-Kalm-CSRF'] = session.csrfToken
        return (await fetch(url, { method, headers, body: json || null })).status
      }
      """;

  private final URI kalm;
  private final BrowserContext context;
  private final boolean traced;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<Pattern> expected = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();

  Visitor(URI kalm, BrowserContext context, boolean traced) {
    this.kalm = kalm;
    this.context = context;
    this.traced = traced;
    hosts.add(kalm.getAuthority());
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> complaints.add("uncaught: " + error.error()));
    context.onRequest(this::noticeHost);
    context.onRequestFailed(this::noticeFailure);
    page = context.newPage();
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** Opens an address of this Kalm, as typed or from a bookmark. */
  Visitor opens(String path) {
    Response answer = page.navigate(path);
    if (answer == null || !answer.ok()) {
      throw new AssertionError(path + ": " + (answer == null ? "no answer" : answer.text()));
    }
    return this;
  }

  /** A complaint with this in it is what the test is about. */
  Visitor expecting(String regex) {
    expected.add(Pattern.compile(regex));
    return this;
  }

  /** This host (and port) is visited on purpose. */
  Visitor mayVisit(URI other) {
    hosts.add(other.getAuthority());
    return this;
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator text(String part) {
    return page.getByText(part);
  }

  /** What the page of a certificate says first. */
  Locator howItIs() {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("How it is"));
  }

  /**
   * Signs in as an administrator by a one-time link, as {@code kalm link} prints it, and goes where
   * it leads.
   */
  Visitor follows(URI link) {
    page.navigate(link.toString());
    page.waitForURL(url -> !url.contains("/link"));
    return this;
  }

  /** Goes on by Tab alone until this has the focus, as somebody without a mouse does. */
  Visitor tabsTo(Locator wanted) {
    wanted.waitFor();
    for (int presses = 0; presses < MOST_TABS; presses++) {
      if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
        return this;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("Tab does not reach " + wanted + " on " + page.url());
  }

  /**
   * Asks the API as the page does, with the cookie and what it takes to change something.
   *
   * @param path below {@code /api/v1}
   * @param json the body; empty: none
   * @return the status of the answer
   */
  int calls(String method, String path, String json) {
    return (int) page.evaluate(CALL, List.of(method, "/api/v1" + path, json));
  }

  /** From now on the page is not to be loaded again. */
  void staysOnThisPage() {
    page.evaluate("() => { window.hasStayed = true }");
  }

  void hasStayed() {
    if (!(boolean) page.evaluate("() => window.hasStayed === true")) {
      throw new AssertionError("The page was loaded again: " + page.url());
    }
  }

  /** The card of a DNS record that the page asks for. */
  Locator record(String type, String name) {
    return page.getByRole(
        AriaRole.ARTICLE,
        new Page.GetByRoleOptions().setName(type + " record of " + name).setExact(true));
  }

  /** What the page complained of and no test expects. */
  List<String> complaints() {
    return complaints.stream()
        .filter(complaint -> expected.stream().noneMatch(some -> some.matcher(complaint).find()))
        .toList();
  }

  /**
   * @param left where a screenshot and the trace are left, without an extension; null: nowhere
   */
  void leave(@Nullable Path left) {
    if (left != null) {
      try {
        page.screenshot(
            new Page.ScreenshotOptions().setPath(Path.of(left + ".png")).setFullPage(true));
      } catch (PlaywrightException e) {
        System.err.println("No screenshot of " + left + ": " + e.getMessage());
      }
    }
    if (traced) {
      Tracing.StopOptions stop = new Tracing.StopOptions();
      context.tracing().stop(left == null ? stop : stop.setPath(Path.of(left + ".zip")));
    }
    context.close();
  }

  private void hear(ConsoleMessage message) {
    if (message.type().equals("error")) {
      complaints.add("console: " + message.text() + " (" + message.location() + ")");
    }
  }

  private void noticeHost(Request request) {
    URI uri = URI.create(request.url().split("[?#]", 2)[0]);
    if (uri.getAuthority() != null && !hosts.contains(uri.getAuthority())) {
      complaints.add("a request to another host than " + kalm + ": " + request.url());
    }
  }

  private void noticeFailure(Request request) {
    if (!GIVEN_UP.equals(request.failure())) {
      complaints.add("failed: " + request.method() + " " + request.url() + " " + request.failure());
    }
  }
}
