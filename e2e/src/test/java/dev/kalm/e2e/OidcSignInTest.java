package dev.kalm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kalm.testnet.OidcProvider;
import dev.kalm.testnet.Testnet;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** People sign in at their company's OpenID provider, a real one, with code and PKCE. */
@ExtendWith(BrowserExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcSignInTest {
  private static final String PASSWORD = "correct horse battery staple";

  private Testnet box;
  private OidcProvider provider;
  private Scene scene;

  @BeforeAll
  void open() throws Exception {
    box = Testnet.start();
    URI kalm = KalmSettings.of(box, "mycluster.com").url();
    provider =
        box.startOidcProvider(
            URI.create(kalm + "/api/v1/oidc/callback"),
            List.of(
                new OidcProvider.User("ada", PASSWORD, "Ada Lovelace", List.of("platform")),
                new OidcProvider.User("bob", PASSWORD, "Bob Builder", List.of("sales")),
                new OidcProvider.User("eve", PASSWORD, "Eve Elsewhere", List.of())));
    scene = Scene.open(box, settings -> settings.with(oidc()));
    try (Rest rest = new Rest(scene.kalm)) {
      // Without an administrator everybody would be led to the set-up.
      rest.addUser("hedy", PASSWORD, "administrator");
    }
  }

  @AfterAll
  void close() {
    scene.close();
    box.close();
  }

  @Test
  void aGroupOfTheProviderMakesAnAdministrator(Visitors visitors) {
    Visitor ada = atTheProvider(visitors, "/certificates/new");
    signIn(ada, "ada");
    assertThat(ada.heading("New certificate")).isVisible();
    assertThat(ada.button("Ada Lovelace administrator")).isVisible();
    assertThat(ada.link("Audit log")).isVisible();
    ada.opens("/access");
    assertThat(ada.page().getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Users")))
        .containsText("signs in at the provider");
  }

  @Test
  void anotherGroupMakesAViewer(Visitors visitors) {
    Visitor bob = atTheProvider(visitors, "/");
    signIn(bob, "bob");
    assertThat(bob.button("Bob Builder viewer")).isVisible();
    assertThat(bob.link("Audit log")).hasCount(0);
  }

  @Test
  void whoIsInNoGroupIsTurnedAway(Visitors visitors) {
    Visitor eve = atTheProvider(visitors, "/");
    signIn(eve, "eve");
    assertThat(eve.heading("Sign in")).isVisible();
    assertThat(eve.page().getByRole(AriaRole.ALERT)).containsText("have no role here");
    assertThat(eve.page().url()).doesNotContain("code=");
  }

  private Visitor atTheProvider(Visitors visitors, String path) {
    Visitor visitor = visitors.newcomer(scene.kalm.settings().url()).mayVisit(provider.issuer());
    visitor.opens(path);
    visitor.link("Sign in with Example Company").click();
    assertThat(visitor.heading("Example Company")).isVisible();
    return visitor;
  }

  private static void signIn(Visitor visitor, String username) {
    visitor.field("User name").fill(username);
    visitor.field("Password").fill(PASSWORD);
    visitor.button("Sign in").click();
  }

  private String oidc() {
    return """
    oidc:
      issuer: "%s"
      name: Example Company
      clientId: "%s"
      clientSecret: "%s"
      trust: "%s"
      scopes: [profile, email, groups]
      roles: { administrator: [platform], viewer: [sales] }
      defaultRole: none
    """
        .formatted(
            provider.issuer(),
            provider.clientId(),
            provider.clientSecret(),
            provider.trustAnchor());
  }
}
