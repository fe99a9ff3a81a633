package dev.kalm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kalm.api.Certificate;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what, as it looks to them; and the API holds what the page only hides. */
@ExtendWith({TestnetExtension.class, BrowserExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessOnThePageTest {
  private static final String PASSWORD = "there was no second chance";

  private Scene scene;
  private Rest rest;
  private Zone shop;
  private Certificate certificate;

  @BeforeAll
  void open(Testnet box) throws Exception {
    scene = Scene.open(box);
    rest = new Rest(scene.kalm);
    // Without an administrator everybody would be led to the set-up.
    rest.addUser("hedy", PASSWORD, "administrator");
    shop = box.provider().freshZone();
    String name = "www." + shop.origin();
    scene.leadHere(shop, name);
    certificate = scene.awaitReady(scene.create(name).id());
  }

  @AfterAll
  void close() {
    rest.close();
    scene.close();
  }

  @Test
  void aViewerSeesAndMayNotChange(Visitors visitors) throws Exception {
    rest.addUser("margaret", PASSWORD, "viewer");
    Visitor margaret = signedIn(visitors, "margaret");
    margaret.opens("/certificates/" + certificate.id());
    assertThat(margaret.heading(certificate.names().getFirst())).isVisible();
    assertThat(margaret.button("Renew now")).isDisabled();
    assertThat(margaret.button("Download")).isDisabled();
    assertThat(margaret.button("More actions")).hasCount(0);
    assertThat(margaret.link("Audit log")).hasCount(0);
    margaret.opens("/certificates/new");
    margaret.field("Names").fill("other." + shop.origin());
    assertThat(margaret.button("Create the certificate")).isDisabled();
    margaret.opens("/access");
    assertThat(margaret.heading("Users")).hasCount(0);

    margaret.expecting("status of 403");
    assertThat(margaret.calls("POST", "/certificates/" + certificate.id() + "/renew", ""))
        .isEqualTo(403);
    assertThat(margaret.calls("GET", "/certificates/" + certificate.id() + "/export", ""))
        .isEqualTo(403);
    assertThat(margaret.calls("GET", "/users", "")).isEqualTo(403);
    assertThat(margaret.calls("GET", "/certificates/" + certificate.id(), "")).isEqualTo(200);
  }

  @Test
  void anOperatorIssuesForTheirDomainsAlone(Visitors visitors) throws Exception {
    rest.addUser("linus", PASSWORD, "operator", shop.origin());
    Visitor linus = signedIn(visitors, "linus");
    String name = "shop." + shop.origin();
    scene.leadHere(shop, name);
    linus.opens("/certificates/new");
    linus.field("Names").fill("www.somebody-elses.example");
    assertThat(linus.button("Create the certificate")).isDisabled();
    linus.field("Names").fill(name);
    linus.button("Create the certificate").click();
    assertThat(linus.howItIs()).containsText("Ready");

    linus.expecting("status of 403");
    assertThat(
            linus.calls("POST", "/certificates", "{\"names\": [\"www.somebody-elses.example\"]}"))
        .isEqualTo(403);
    assertThat(linus.calls("GET", "/audit", "")).isEqualTo(403);
  }

  @Test
  void aTokenIsShownOnceWorksAndIsRevoked(Visitors visitors) throws Exception {
    Visitor ada = visitors.newcomer(scene.kalm.settings().url());
    ada.follows(rest.signInLink("/access"));
    ada.button("New token").click();
    ada.field("Name").fill("the shop's deployment");
    ada.page().getByRole(AriaRole.RADIO, named("Issue")).check();
    ada.field("Domains").fill(shop.origin());
    ada.button("Make the token").click();
    Locator dialog = ada.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("shown this once");
    String token = dialog.getByText(Pattern.compile("^kalm_\\S+$")).textContent();
    ada.button("I have copied it").click();
    assertThat(ada.page().getByText(token)).hasCount(0);

    Map<String, String> withToken = Map.of("KALM_TOKEN", token);
    KalmProcess.Run list = scene.kalm.cli(withToken, "cert", "list");
    assertThat(list.code()).as(list.output()).isZero();
    assertThat(list.out()).contains(certificate.names().getFirst());
    KalmProcess.Run foreign =
        scene.kalm.cli(withToken, "cert", "create", "www.somebody-elses.example");
    assertThat(foreign.code()).isEqualTo(1);
    assertThat(foreign.err()).contains("somebody-elses.example");

    ada.button("Revoke the shop's deployment").click();
    ada.button("Revoke the token").click();
    assertThat(ada.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(scene.kalm.cli(withToken, "cert", "list").code()).isEqualTo(1);
    assertThat(rest.call(token, "GET", "/certificates", null).status()).isEqualTo(401);
  }

  @Test
  void aLinkSignsInOnceAndSigningOutEndsIt(Visitors visitors) throws Exception {
    URI link = rest.signInLink("/certificates/" + certificate.id());
    Visitor ada = visitors.newcomer(scene.kalm.settings().url());
    ada.follows(link);
    assertThat(ada.howItIs()).containsText("Ready");
    assertThat(ada.page().url()).endsWith("/certificates/" + certificate.id());

    Visitor thief = visitors.newcomer(scene.kalm.settings().url()).expecting("status of 40[0-9]");
    thief.opens(link.toString());
    assertThat(thief.page().getByRole(AriaRole.ALERT))
        .containsText("This link does not sign you in");

    ada.page().getByRole(AriaRole.BUTTON, named(" administrator")).click();
    ada.page().getByRole(AriaRole.MENUITEM, named("Sign out")).click();
    assertThat(ada.heading("Sign in")).isVisible();
    ada.expecting("status of 401");
    assertThat(ada.calls("GET", "/certificates", "")).isEqualTo(401);
  }

  @Test
  void aWrongPasswordIsRefusedInWords(Visitors visitors) throws Exception {
    rest.addUser("grace", PASSWORD, "viewer");
    Visitor guesser = visitors.newcomer(scene.kalm.settings().url()).expecting("status of 401");
    guesser.opens("/sign-in");
    guesser.field("Username").fill("grace");
    guesser.field("Password").fill("a guess that is long enough");
    guesser.button("Sign in").click();
    assertThat(guesser.page().getByRole(AriaRole.ALERT)).containsText("Not signed in");
  }

  private Visitor signedIn(Visitors visitors, String username) {
    Visitor visitor = visitors.newcomer(scene.kalm.settings().url());
    visitor.opens("/certificates");
    visitor.field("Username").fill(username);
    visitor.field("Password").fill(PASSWORD);
    visitor.button("Sign in").click();
    assertThat(visitor.heading("Certificates")).isVisible();
    return visitor;
  }

  private static Page.GetByRoleOptions named(String part) {
    return new Page.GetByRoleOptions().setName(part);
  }
}
