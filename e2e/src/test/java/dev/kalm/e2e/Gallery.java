package dev.kalm.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a page as everybody may have it: light and dark, on a desk and on a phone. Leaves a
 * picture of each in {@code target/screens}.
 */
final class Gallery {
  private static final Path SCREENS = Path.of("target", "screens");
  private static final Path DOCUMENTS = Path.of("target", "screenshots");

  /** The order in which a window changes least. */
  private static final List<Look> LOOKS =
      List.of(Look.DESK, Look.DESK_DARK, Look.PHONE_DARK, Look.PHONE);

  /** Two frames: one for the new style, one for what scripts make of it. */
  private static final String SETTLE =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  /** What is wider than the window, or scrolls sideways within it, in words. */
  private static final String WIDER =
      """
      () => {
        const say = (element) => `<${element.localName} class="${element.className}">`
        const page = document.documentElement
        if (page.scrollWidth > page.clientWidth) {
          return [...document.querySelectorAll('body *')]
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1)
            .slice(0, 5).map((element) => `the page is wider than the window: ${say(element)}`)
        }
        return [...document.querySelectorAll('main *')]
          .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
            && element.scrollWidth > element.clientWidth + 1)
          .slice(0, 5).map((element) => `scrolls sideways: ${say(element)}`)
      }
      """;

  private Gallery() {}

  /**
   * Pictures of a page as it is now, which has to be at rest.
   *
   * @return what is wrong with it: violations of accessibility, and on a phone what is too wide
   */
  static List<String> visit(Visitor visitor, String name) {
    Page page = visitor.page();
    List<String> wrong = new ArrayList<>();
    for (Look look : LOOKS) {
      wear(page, look);
      if (look.width() == Look.DESK.width()) {
        Axe.violations(page).forEach(violation -> wrong.add(name + " " + look + ": " + violation));
      } else {
        tooWide(page).forEach(sentence -> wrong.add(name + " " + look + ": " + sentence));
      }
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENS.resolve(name + "-" + look + ".png"))
              .setAnimations(ScreenshotAnimations.DISABLED)
              .setFullPage(true));
    }
    wear(page, Look.DESK);
    return wrong;
  }

  /**
   * A picture for the README and docs/web-interface.md: what somebody at a desk sees without
   * scrolling.
   */
  static void keep(Visitor visitor, String name) {
    wear(visitor.page(), Look.DESK);
    visitor
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setPath(DOCUMENTS.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
  }

  private static void wear(Page page, Look look) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
    page.setViewportSize(look.width(), look.height());
    page.evaluate(SETTLE);
  }

  @SuppressWarnings("unchecked") // a list of strings, as the script above says
  private static List<String> tooWide(Page page) {
    return (List<String>) page.evaluate(WIDER);
  }
}
