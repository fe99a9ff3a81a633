package dev.kalm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From nothing to a wildcard certificate that is renewed, by clicking alone. */
@ExtendWith({TestnetExtension.class, BrowserExtension.class})
class FirstRunTest {
  private static final String PASSWORD = "correct horse battery staple";

  @Test
  void somebodySetsUpKalmAndGetsAWildcard(Testnet box, Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    try (Scene scene = Scene.openUnconfigured(box)) {
      Visitor ada = visitors.newcomer(scene.kalm.settings().url());
      ada.opens(scene.kalm.setupLink());
      becomeAdministrator(ada);
      nameTheCluster(ada, scene);
      chooseTheAuthority(ada, box);
      assertThat(ada.heading("Kalm is ready")).isVisible();

      ada.link("New certificate").click();
      askForAWildcard(ada, scene, domain);
    }
  }

  private static void becomeAdministrator(Visitor ada) {
    assertThat(ada.heading("Who are you?")).isVisible();
    ada.field("Username").fill("ada");
    ada.field("Password").fill(PASSWORD);
    ada.field("Password again").fill(PASSWORD);
    ada.button("Create the administrator").click();
  }

  private static void nameTheCluster(Visitor ada, Scene scene) {
    assertThat(ada.heading("Where is this server?")).isVisible();
    ada.field("The cluster's domain").fill(scene.cluster.origin());
    ada.field("Addresses").fill(scene.box.kalmAddress().getHostAddress());
    ada.button("Check and go on").click();
    // The addresses of the box are private, which the check has to say.
    Locator anyway = ada.button("Save all the same");
    Locator next = ada.heading("Who signs your certificates?");
    anyway.or(next).first().waitFor();
    if (anyway.isVisible()) {
      anyway.click();
    }
    assertThat(next).isVisible();
  }

  private static void chooseTheAuthority(Visitor ada, Testnet box) throws Exception {
    ada.page()
        .getByRole(
            AriaRole.RADIO,
            new Page.GetByRoleOptions().setName("Another, by the address of its directory"))
        .check();
    ada.field("Name").fill("pebble");
    ada.field("Directory").fill(box.directory().toString());
    ada.field("Its own root certificates").fill(Files.readString(box.trustAnchor()));
    ada.button("Ask it for its terms").click();
    // Pebble has no terms to agree to.
    ada.field("Use this authority in my name").check();
    ada.button("Save and finish").click();
  }

  private static void askForAWildcard(Visitor ada, Scene scene, Zone domain) throws Exception {
    String apex = domain.origin();
    ada.field("Names").fill("*." + apex);
    ada.button("Add " + apex + " too").click();
    Locator cname = ada.record("CNAME", "_acme-challenge." + apex);
    assertThat(cname).isVisible();
    assertThat(scene.client().certificates(10, null).items()).as("before it is asked for").isEmpty();
    String target = cname.locator("code").last().textContent();

    ada.button("Create the certificate").click();
    ada.page().waitForURL("**/certificates/*-*");
    assertThat(cname).containsText(target);
    assertThat(List.of(target)).isNotEmpty();
  }
}
