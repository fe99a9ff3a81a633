package dev.kalm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job without a mouse: Tab, Enter and what one types. */
@ExtendWith({TestnetExtension.class, BrowserExtension.class})
class KeyboardTest {
  private static final String PASSWORD = "correct horse battery staple";

  @Test
  void aCertificateIsAskedForIssuedAndRenewed(Testnet box, Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    try (Scene scene = Scene.open(box)) {
      Visitor ada = visitors.newcomer(scene.kalm.settings().url());
      ada.opens(scene.kalm.setupLink());
      becomeAdministrator(ada);
      press(ada, ada.link("Certificates").first());
      press(ada, ada.link("New certificate").first());
      String name = "www." + domain.origin();
      scene.leadHere(domain, name);
      ada.tabsTo(ada.field("Names"));
      ada.page().keyboard().type(name);
      assertThat(ada.text("1 name is fine")).isVisible();
      press(ada, ada.button("Create the certificate"));
      assertThat(ada.howItIs()).containsText("Ready");

      Locator versions =
          ada.page()
              .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Versions"))
              .locator("tbody tr");
      press(ada, ada.button("Renew now"));
      assertThat(versions).hasCount(2);
      press(ada, ada.button("Download"));
      assertThat(ada.page().getByRole(AriaRole.MENU)).isVisible();
      ada.page().keyboard().press("Escape");
      assertThat(ada.page().getByRole(AriaRole.MENU)).hasCount(0);
    }
  }

  private static void becomeAdministrator(Visitor ada) {
    type(ada, "Username", "ada");
    type(ada, "Password", PASSWORD);
    type(ada, "Password again", PASSWORD);
    ada.page().keyboard().press("Enter");
    press(ada, ada.link("Go to the dashboard"));
  }

  private static void type(Visitor ada, String field, String text) {
    ada.tabsTo(ada.field(field));
    ada.page().keyboard().type(text);
  }

  private static void press(Visitor ada, Locator control) {
    ada.tabsTo(control);
    ada.page().keyboard().press("Enter");
  }
}
