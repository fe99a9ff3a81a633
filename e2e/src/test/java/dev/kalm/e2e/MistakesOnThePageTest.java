package dev.kalm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.kalm.api.Certificate;
import dev.kalm.api.DnsRecord;
import dev.kalm.testnet.Resolver;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What can be wrong outside, as the page of a certificate explains it; most of it is mended while
 * the page is open, which then goes on by itself.
 */
@ExtendWith(BrowserExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MistakesOnThePageTest {
  private static final String CHALLENGE = "_acme-challenge.";

  private Testnet box;
  private Scene scene;
  private Rest rest;

  @BeforeAll
  void open() throws Exception {
    box = Testnet.start();
    Resolver cache = box.startCachingResolver();
    scene = Scene.open(box, settings -> settings.asking(cache.address()));
    rest = new Rest(scene.kalm);
  }

  @AfterAll
  void close() {
    rest.close();
    scene.close();
    box.close();
  }

  @Test
  void theZoneIsNotDelegatedYetAndNothingIsAtTheName(Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    Certificate wanted = scene.create("*." + domain.origin());
    String zone = record(wanted, "NS").name();
    scene.cluster.remove("NS", zone);
    // What an earlier test has seen of the zone would be good for a while.
    scene.kalm.client().checkZone();
    Visitor ada = atThePageOf(wanted, visitors);
    assertThat(ada.record("NS", zone)).containsText("Missing");
    Locator cname = ada.record("CNAME", CHALLENGE + domain.origin());
    assertThat(cname).containsText("Missing");
    assertThat(cname).containsText(said("there is no CNAME yet"));
    assertThat(ada.howItIs()).containsText("It waits for");

    scene.delegateZone(wanted);
    assertThat(ada.record("NS", zone)).containsText("Found");
    domain.set("CNAME", CHALLENGE + domain.origin(), record(wanted, "CNAME").value());
    goesOnByItself(ada, cname);
  }

  @Test
  void theCnameLeadsSomewhereElse(Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    String elsewhere = "somewhere-else." + domain.origin();
    domain.set("CNAME", CHALLENGE + domain.origin(), elsewhere);
    Certificate wanted = scene.create("*." + domain.origin());
    scene.delegateZone(wanted);
    Visitor ada = atThePageOf(wanted, visitors);
    Locator cname = ada.record("CNAME", CHALLENGE + domain.origin());
    assertThat(cname).containsText("Wrong");
    assertThat(cname).containsText(elsewhere);
    assertThat(cname).containsText(said("change the CNAME"));

    domain.set("CNAME", CHALLENGE + domain.origin(), record(wanted, "CNAME").value());
    goesOnByItself(ada, cname);
  }

  @Test
  void theRightCnameIsThereAndACacheStillHasTheOldOne(Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    domain.ttl(Duration.ofSeconds(15));
    domain.set("CNAME", CHALLENGE + domain.origin(), "somewhere-else." + domain.origin());
    Certificate wanted = scene.create("*." + domain.origin());
    scene.delegateZone(wanted);
    Visitor ada = atThePageOf(wanted, visitors);
    Locator cname = ada.record("CNAME", CHALLENGE + domain.origin());
    assertThat(cname).containsText("Wrong");

    domain.set("CNAME", CHALLENGE + domain.origin(), record(wanted, "CNAME").value());
    assertThat(cname).containsText(said("cached|still has the old answer"));
    assertThat(cname).containsText(Pattern.compile("\\d+ (more )?s"));
    goesOnByItself(ada, cname);
  }

  @Test
  void theProviderAnswersWithItsProxysAddress(Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    domain.set("A", CHALLENGE + domain.origin(), "104.16.132.229");
    Certificate wanted = scene.create("*." + domain.origin());
    scene.delegateZone(wanted);
    Visitor ada = atThePageOf(wanted, visitors);
    Locator cname = ada.record("CNAME", CHALLENGE + domain.origin());
    assertThat(cname).containsText("Wrong");
    assertThat(cname).containsText("104.16.132.229");
    assertThat(cname).containsText(said("switch off its proxy"));
  }

  @Test
  void anotherRecordStandsBesideTheCname(Visitors visitors) throws Exception {
    Zone parent = box.provider().freshZone();
    String name = "sloppy." + parent.origin();
    Certificate wanted = scene.create("*." + name);
    scene.delegateZone(wanted);
    try (SloppyProvider provider =
        SloppyProvider.below(box, parent, name, record(wanted, "CNAME").value() + ".")) {
      Visitor ada = atThePageOf(wanted, visitors);
      Locator cname = ada.record("CNAME", CHALLENGE + name);
      assertThat(cname).containsText("Wrong");
      assertThat(cname).containsText(said("stand beside the CNAME"));

      provider.removeText();
      assertThat(cname).containsText("Found");
    }
  }

  @Test
  void port80OfTheNameIsNotReachable(Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    String name = "www." + domain.origin();
    String dead = box.kalmAddress().getHostAddress() + "3";
    domain.set("A", name, dead);
    Visitor ada = atThePageOf(scene.create(name), visitors);
    Locator page = ada.page().locator("main");
    assertThat(page).containsText(dead);
    assertThat(page).containsText("port 80");
    assertThat(ada.howItIs()).containsText("cannot be seen from outside");

    scene.leadHere(domain, name);
    assertThat(ada.howItIs()).containsText("Ready");
  }

  @Test
  void theAuthorityRefusesTheName(Visitors visitors) throws Exception {
    Visitor ada = atThePageOf(scene.create("www.blocked-domain.example"), visitors);
    assertThat(ada.howItIs()).containsText("Failing");
    assertThat(ada.howItIs()).containsText("blocked-domain.example");
    assertThat(ada.howItIs()).containsText("What to do:");
    assertThat(ada.howItIs()).containsText("rejectedIdentifier");
  }

  @Test
  void theAuthorityIsDown(Visitors visitors) throws Exception {
    Zone domain = box.provider().freshZone();
    String name = "www." + domain.origin();
    scene.leadHere(domain, name);
    box.pebble().stop();
    Visitor ada;
    try {
      ada = atThePageOf(scene.create(name), visitors);
      assertThat(ada.howItIs()).containsText("Failing");
      assertThat(ada.howItIs()).containsText("pebble");
      assertThat(ada.howItIs()).containsText("What to do:");
    } finally {
      box.pebble().start();
    }
    assertThat(ada.howItIs()).containsText("Ready");
  }

  private Visitor atThePageOf(Certificate certificate, Visitors visitors) throws Exception {
    Visitor ada = visitors.newcomer(scene.kalm.settings().url());
    ada.follows(rest.signInLink("/certificates/" + certificate.id()));
    ada.staysOnThisPage();
    return ada;
  }

  private static void goesOnByItself(Visitor ada, Locator record) {
    assertThat(record).containsText("Found");
    assertThat(ada.howItIs()).containsText("Ready");
    ada.hasStayed();
  }

  /** A page may begin a sentence with a capital letter where the service does not. */
  private static Pattern said(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  private static DnsRecord record(Certificate certificate, String type) {
    return certificate.records().stream()
        .filter(dns -> dns.type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
