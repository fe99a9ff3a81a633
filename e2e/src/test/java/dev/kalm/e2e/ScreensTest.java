package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.kalm.testnet.Testnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every screen in every state, as everybody may have it; the pictures are in target/screens. */
@ExtendWith(BrowserExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreensTest {
  /** Who is asking is answered even in a storm: what a page does then is another matter. */
  private static final Predicate<String> ALL_BUT_SESSION = path -> !path.startsWith("/session");

  /** The README and docs/web-interface.md show them, besides a certificate and a new one. */
  private static final Set<Place> IN_DOCUMENTS =
      Set.of(Place.DASHBOARD, Place.CERTIFICATES, Place.VALIDATION_DNS);

  private Visitors visitors;
  private Testnet box;
  private Testnet secondBox;
  private Scene bare;
  private Rest bareRest;
  private FilledKalm filled;
  private Visitor newcomer;
  private Visitor visitor;

  @BeforeAll
  void open(Visitors all) throws Exception {
    visitors = all;
    box = Testnet.start();
    secondBox = Testnet.start();
    bare = Scene.open(box);
    bareRest = new Rest(bare.kalm);
    newcomer = visitors.with(bare.kalm.settings().url(), Look.DESK);
    bareRest.addUser("ada", "first of all people", "administrator");
    newcomer.follows(bareRest.signInLink("/"));
    filled = FilledKalm.open(secondBox);
    visitor = visitors.with(filled.scene.kalm.settings().url(), Look.DESK);
    visitor.follows(filled.rest.signInLink("/"));
  }

  @AfterAll
  void close() {
    // Before the servers: pages complain of one that is gone.
    visitors.leave(false);
    filled.close();
    bareRest.close();
    bare.close();
    secondBox.close();
    box.close();
  }

  @ParameterizedTest
  @EnumSource(value = Place.class, mode = Mode.EXCLUDE, names = "NEW_CERTIFICATE")
  void full(Place place) {
    visitor.opens(place.path());
    settled(visitor);
    List<String> wrong = Gallery.visit(visitor, place + "-full");
    if (IN_DOCUMENTS.contains(place)) {
      Gallery.keep(visitor, place.toString());
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void namesAreTyped() {
    visitor.opens("/certificates/new");
    visitor.field("Names").fill("*.myapp.com, shop.example, not a name!, -.com");
    visitor.record("CNAME", "_acme-challenge.myapp.com").waitFor();
    List<String> wrong = Gallery.visit(visitor, "new-certificate-mistakes");
    visitor.field("Names").fill("*.myapp.com\nmyapp.com");
    visitor.text("2 names are fine").waitFor();
    wrong.addAll(Gallery.visit(visitor, "new-certificate-full"));
    Gallery.keep(visitor, "new-certificate");
    assertThat(wrong).isEmpty();
  }

  @Test
  void signIn(Visitors strangers) {
    Visitor stranger = strangers.with(bare.kalm.settings().url(), Look.DESK);
    stranger.opens("/sign-in");
    settled(stranger);
    assertThat(Gallery.visit(stranger, "sign-in")).isEmpty();
  }

  @Test
  void certificates() {
    List<String> wrong = new ArrayList<>();
    Map.of(
            "issued", filled.issued,
            "failing", filled.failing,
            "longest-name", filled.longest,
            "hundred-names", filled.widest)
        .forEach((name, id) -> {
          visitor.opens("/certificates/" + id);
          settled(visitor);
          wrong.addAll(Gallery.visit(visitor, "certificate-" + name));
          if (name.equals("issued")) {
            Gallery.keep(visitor, "certificate");
          }
        });
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void empty(Place place) {
    newcomer.opens(place.path());
    settled(newcomer);
    assertThat(Gallery.visit(newcomer, place + "-empty")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void loading(Place place) {
    Weather.CALM.over(newcomer.context(), ALL_BUT_SESSION);
    newcomer.opens(place.path());
    newcomer.page().locator("h1, [role=status][aria-label^=Loading]").first().waitFor();
    assertThat(Gallery.visit(newcomer, place + "-loading")).isEmpty();
    Weather.FAIR.over(newcomer.context(), ALL_BUT_SESSION);
  }

  @ParameterizedTest
  @EnumSource(value = Place.class, mode = Mode.EXCLUDE, names = "NEW_CERTIFICATE")
  void failing(Place place) {
    newcomer.expecting("status of 400");
    Weather.STORM.over(newcomer.context(), ALL_BUT_SESSION);
    newcomer.opens(place.path());
    newcomer.page().locator("[role=alert]").first().waitFor();
    assertThat(Gallery.visit(newcomer, place + "-error")).isEmpty();
    Weather.FAIR.over(newcomer.context(), ALL_BUT_SESSION);
  }

  private static void settled(Visitor visitor) {
    visitor.page().locator("h1").first().waitFor();
    visitor
        .page()
        .locator("[role=status][aria-label^=Loading]")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }
}
