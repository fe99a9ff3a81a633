package dev.kalm.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.kalm.testnet.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one Chromium of this JVM's tests, with Playwright's driver from npm and Node beside it. */
final class Chromium implements AutoCloseable {
  /** What a page may take on two busy cores before a test gives up on it. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    System.setProperty("playwright.cli.dir", Tools.npm().toString());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        Tools.find("node").toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Tools.find("chromium"))
                    // It sees our own pages alone, and neither root nor a namespace has a sandbox.
                    .setChromiumSandbox(false)
                    .setArgs(List.of("--disable-dev-shm-usage"))));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
