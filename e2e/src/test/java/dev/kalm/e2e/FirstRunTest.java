package dev.kalm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kalm.api.Certificate;
import dev.kalm.api.DnsRecord;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
      // The form asks Let's Encrypt, which it proposes, for its terms; a box has no way there.
      ada.expecting("status of 502 .*/authorities/probe");
      ada.opens(scene.kalm.setupLink());
      assertThat(ada.heading("Who are you?")).isVisible();
      List<String> wrong = Gallery.visit(ada, "setup-administrator");
      becomeAdministrator(ada);
      assertThat(ada.heading("Where is this server?")).isVisible();
      wrong.addAll(Gallery.visit(ada, "setup-cluster"));
      nameTheCluster(ada, scene);
      wrong.addAll(Gallery.visit(ada, "setup-authority"));
      chooseTheAuthority(ada, box);
      assertThat(ada.heading("Kalm is ready")).isVisible();
      wrong.addAll(Gallery.visit(ada, "setup-done"));
      assertThat(wrong).isEmpty();

      ada.link("New certificate").click();
      askForAWildcard(ada, scene, domain);
    }
  }

  private static void becomeAdministrator(Visitor ada) {
    ada.field("Username").fill("ada");
    ada.field("Password").fill(PASSWORD);
    ada.field("Password again").fill(PASSWORD);
    ada.button("Create the administrator").click();
  }

  private static void nameTheCluster(Visitor ada, Scene scene) {
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
    assertThat(scene.client().certificates(10, null).items())
        .as("before it is asked for")
        .isEmpty();
    String target = cname.locator("code").last().textContent();

    ada.button("Create the certificate").click();
    ada.page().waitForURL(url -> url.matches(".*/certificates/[0-9a-f]{8}-[0-9a-f-]*"));
    ada.staysOnThisPage();
    assertThat(cname).containsText(target);
    assertThat(cname).containsText("Missing");
    addTheRecords(ada, scene, domain);

    assertThat(ada.howItIs()).containsText("Ready");
    theFlowIsComplete(ada);
    ada.hasStayed();
    download(ada, scene, apex);
    renew(ada);
  }

  /** One after the other, as people do; the page notices each. */
  private static void addTheRecords(Visitor ada, Scene scene, Zone domain) throws Exception {
    Certificate wanted = scene.client().certificates(10, null).items().getFirst();
    List<DnsRecord> addressesFirst =
        wanted.records().stream().sorted(Comparator.comparing(DnsRecord::type)).toList();
    for (DnsRecord dns : addressesFirst) {
      Zone zone = dns.type().equals("CNAME") ? domain : scene.cluster;
      zone.add(dns.type(), dns.name(), dns.value());
    }
    for (DnsRecord dns : addressesFirst) {
      assertThat(ada.record(dns.type(), dns.name())).containsText("Found");
    }
  }

  private static void download(Visitor ada, Scene scene, String apex) throws Exception {
    Path folder = Files.createTempDirectory("kalm-download-");
    for (String file : List.of("fullchain.pem", "privkey.pem")) {
      ada.button("Download").click();
      Download saved =
          ada.page()
              .waitForDownload(() ->
                  ada.page()
                      .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(file))
                      .click());
      saved.saveAs(folder.resolve(file));
    }
    IssuedChain chain = IssuedChain.read(folder);
    chain.verify(scene.box.pebble().rootPem());
    assertThat(chain.names()).containsExactlyInAnyOrder("*." + apex, apex);
    assertThat(chain.keyMatches()).isTrue();
  }

  private static void renew(Visitor ada) {
    Locator versions =
        ada.page()
            .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Versions"))
            .locator("tbody tr");
    assertThat(versions).hasCount(1);
    ada.button("Renew now").click();
    assertThat(versions).hasCount(2);
    assertThat(ada.howItIs()).containsText("Ready");
  }

  private static void theFlowIsComplete(Visitor visitor) {
    Locator steps =
        visitor
            .page()
            .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Steps of the issuance"));
    assertThat(steps).isVisible();
    assertThat(steps.locator("li:not([data-status=done]):not([data-status=skipped])")).hasCount(0);
  }
}
