package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.Json;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names as people type them: put right where that is safe, refused with a reason where it is not.
 */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {
  private static final String LONG_LABEL = "a".repeat(64);

  private Scene scene;

  @BeforeAll
  void open(Testnet box) {
    scene = Scene.open(box);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com | a name needs at least two",
        "*.com | whole top-level domain",
        "*.*.myapp.com | exactly one label",
        "www.*.myapp.com | exactly one label",
        "192.0.2.7 | is an IP address",
        "2001:db8::7 | is an IP address",
        "my_app.myapp.com | no underscore",
        "www..myapp.com | an empty label",
        "https://www.myapp.com | is a URL",
        "me@myapp.com | e-mail address",
        "-www.myapp.com | inner hyphens only",
        "xn--a.myapp.com | internationalised name"
      })
  void aNameThatCannotBeCertifiedIsRefusedWithAReason(String name, String reason) throws Exception {
    assertRefused(name, reason);
  }

  @Test
  void aLabelThatIsTooLongIsRefusedWithAReason() throws Exception {
    assertRefused(LONG_LABEL + ".myapp.com", "at most 63");
  }

  @Test
  void everyBadNameIsToldAtOnce() throws Exception {
    KalmProcess.Run run =
        scene.kalm.cli("cert", "create", "com", "www.myapp.com", "*.*.myapp.com", "10.0.0.1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("'com'", "'*.*.myapp.com'", "'10.0.0.1'")
        .doesNotContain("'www.myapp.com'");
  }

  @Test
  void aWildcardByHttpIsRefusedWithAReason() throws Exception {
    KalmProcess.Run run = scene.kalm.cli("cert", "create", "*.myapp.com", "--challenge", "http-01");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("*.myapp.com", "dns-01");
  }

  @Test
  void namesAreNormalisedAndTheirOrderIsKept() throws Exception {
    KalmProcess.Run run =
        scene.kalm.cli(
            "cert",
            "create",
            "Zeta.MyApp.com.",
            "*.bücher.example",
            "alpha.myapp.com",
            "zeta.myapp.com",
            "*.xn--bcher-kva.example",
            "--output",
            "json");
    assertThat(run.code()).as(run.output()).isZero();
    Certificate created = Json.mapper().readValue(run.out(), Certificate.class);
    assertThat(created.names())
        .containsExactly("zeta.myapp.com", "*.xn--bcher-kva.example", "alpha.myapp.com");
    assertThat(scene.kalm.cli("cert", "delete", created.id(), "--yes").code()).isZero();
  }

  private void assertRefused(String name, String reason) throws Exception {
    KalmProcess.Run run = scene.kalm.cli("cert", "create", "--", name);
    assertThat(run.code()).as(run.output()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(name, reason);
    assertThat(scene.kalm.cli("cert", "list").out()).contains("No certificates yet");
  }
}
