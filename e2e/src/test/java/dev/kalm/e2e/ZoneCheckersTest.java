package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.e2e.SignedInternet.Signing;
import dev.kalm.e2e.SignedInternet.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What DNSViz and Zonemaster say about our zones; docs/dns-server.md explains what they warn of.
 */
class ZoneCheckersTest {
  private static final Tool DNSVIZ = new Tool("dnsviz", Duration.ofSeconds(60));
  private static final Tool ZONEMASTER = new Tool("zonemaster-cli", Duration.ofSeconds(60));
  private static final Path DOCS = Path.of("..", "docs", "dns-server.md");
  private static final JsonMapper JSON = new JsonMapper();

  /** A box has only loopback addresses, which no zone of the real internet may have. */
  private static final Set<String> ERRORS_OF_THE_BOX = Set.of("NAMESERVER_IP_PRIVATE_NETWORK");

  private static SignedInternet internet;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    internet = SignedInternet.start();
    Files.writeString(folder.resolve("root.hints"), internet.box.rootHints().text());
    Files.writeString(
        folder.resolve("root.keys"),
        ". IN DNSKEY " + internet.box.rootHints().key().orElseThrow().dnskey() + "\n");
  }

  @AfterAll
  static void stop() {
    if (internet != null) {
      internet.close();
    }
  }

  @Test
  void dnsVizFindsNothingButTheWrongDsRecord() throws Exception {
    List<Site> all = new ArrayList<>(List.of(internet.misvouched(), internet.unvouched()));
    Stream.of(Signing.values()).map(internet::site).forEach(all::add);
    String probed = probe(all.stream().flatMap(site -> names(site).stream()).toList());
    JsonNode warnings = JSON.readTree(grok(probed, "-l", "warning"));
    assertThat(warnings.propertyNames())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).endsWith(internet.misvouched().origin + "."));
    assertThat(warnings.toString()).contains("NO_SEP");

    // DNSViz 0.9.4 fails when it is to write down the status of NODATA in an unsigned zone.
    for (Signing signing : List.of(Signing.COMPACT, Signing.NSEC)) {
      Site site = internet.site(signing);
      List<String> statuses = statuses(grok(probed, names(site).toArray(String[]::new)), site);
      assertThat(statuses)
          .as("delegation, answers, NODATA and NXDOMAIN of " + site)
          .hasSizeGreaterThan(20)
          .containsOnly("SECURE");
    }
  }

  @ParameterizedTest
  @EnumSource
  void zonemasterFindsNoErrorAndNothingThatTheDocsDoNotExplain(Signing signing) throws Exception {
    Set<String> errors = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (JsonNode message : zonemaster(internet.site(signing), "NOTICE")) {
      String tag = message.path("tag").asString();
      boolean milder = Set.of("WARNING", "NOTICE").contains(message.path("level").asString());
      (milder ? others : errors).add(tag);
    }
    assertThat(errors).isEqualTo(ERRORS_OF_THE_BOX);
    String docs = Files.readString(DOCS);
    assertThat(others)
        .as("warnings that the docs explain")
        .isNotEmpty()
        .allSatisfy(tag -> assertThat(docs).contains("`" + tag + "`"));
  }

  @Test
  void zonemasterFindsAWrongDsRecord() throws Exception {
    assertThat(zonemaster(internet.misvouched(), "ERROR").findValuesAsString("tag"))
        .contains("DS02_NO_VALID_DNSKEY_FOR_ANY_DS");
  }

  private static List<String> names(Site site) {
    return List.of(
        site.origin,
        "ns." + site.origin,
        site.name(site.shown),
        site.name(site.empty),
        new UUID(0, 1) + "." + site.origin,
        "a.b." + site.origin);
  }

  private static String probe(List<String> names) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "probe",
                "-A",
                "-4",
                "-E",
                "-d",
                "1",
                "-a",
                ".",
                "-x",
                ".+:%s=%s"
                    .formatted(
                        internet.box.rootHints().server(),
                        internet.box.rootHints().address().getHostAddress()),
                "-R",
                "SOA,NS,A,AAAA,TXT,CAA"));
    arguments.addAll(names);
    return DNSVIZ.run(folder, arguments.toArray(String[]::new));
  }

  /** Loopback addresses are private ones to it: {@code -P} allows them. */
  private static String grok(String probed, String... arguments) throws Exception {
    Path input = Files.createTempFile(folder, "probed", ".json");
    Files.writeString(input, probed);
    return DNSVIZ.run(
        folder,
        Stream.concat(
                Stream.of("grok", "-P", "-t", "root.keys", "-r", input.toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  /** Of the delegation, and of every answer and denial of the zone's names. */
  private static List<String> statuses(String grokked, Site site) throws Exception {
    JsonNode all = JSON.readTree(grokked);
    List<String> statuses = new ArrayList<>();
    statuses.add(all.path(site.origin + ".").path("delegation").path("status").asString());
    for (String name : names(site)) {
      for (JsonNode query : all.path(name + ".").path("queries")) {
        query.forEach(
            answers -> answers.forEach(answer -> statuses.add(answer.path("status").asString())));
      }
    }
    return statuses;
  }

  private static JsonNode zonemaster(Site site, String level) throws Exception {
    return JSON.readTree(
        ZONEMASTER.run(
            folder,
            "--hints",
            "root.hints",
            "--no-ipv6",
            "--no-progress",
            "--json",
            "--level",
            level,
            site.origin));
  }
}
