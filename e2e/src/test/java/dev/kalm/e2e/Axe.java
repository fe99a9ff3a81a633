package dev.kalm.e2e;

import com.microsoft.playwright.Page;
import dev.kalm.testnet.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Deque's accessibility checker, run in a page as it is now. */
final class Axe {
  private static final String SOURCE = source();

  private static final String RUN =
      """
      async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map((rule) =>
        `${rule.id} (${rule.impact}): ${rule.help}\\n` + rule.nodes.slice(0, 4).map((node) =>
          `    ${node.target.join(' ')}\\n      ${node.failureSummary.split('\\n').slice(1).join(' ')}`
        ).join('\\n'))
      """;

  private Axe() {}

  /** One text for each rule that is violated, with the first elements that do so. */
  @SuppressWarnings("unchecked") // a list of strings, as the script above says
  static List<String> violations(Page page) {
    // Through the debugger's protocol, which the page's content security policy says nothing about.
    if (!(boolean) page.evaluate("() => 'axe' in window")) {
      page.evaluate(SOURCE);
    }
    return (List<String>) page.evaluate(RUN);
  }

  private static String source() {
    try {
      return Files.readString(Tools.npm().resolve("node_modules/axe-core/axe.min.js"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
