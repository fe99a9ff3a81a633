package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesTest {

  @ParameterizedTest
  @CsvSource({
    "www.MyApp.com, www.myapp.com",
    "myapp.com., myapp.com",
    "' myapp.com ', myapp.com",
    "*.MyApp.com, *.myapp.com",
    "bücher.example, xn--bcher-kva.example",
    "*.Bücher.example, *.xn--bcher-kva.example",
    "faß.example, xn--fa-hia.example",
    "XN--BCHER-KVA.example, xn--bcher-kva.example",
    "a-b.c-d.e, a-b.c-d.e"
  })
  void aNameIsBroughtIntoTheFormThatAuthoritiesTake(String typed, String normal) {
    assertThat(CertificateNames.normalise(List.of(typed))).containsExactly(normal);
  }

  @Test
  void duplicatesAreRemovedAndTheOrderIsKept() {
    assertThat(CertificateNames.normalise(List.of("b.com", "a.com", "B.com.", "*.b.com", "a.com")))
        .containsExactly("b.com", "a.com", "*.b.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com | single label",
        "*.com | whole top-level domain",
        "*.*.myapp.com | exactly one label",
        "www.*.myapp.com | exactly one label",
        "w*.myapp.com | exactly one label",
        "192.0.2.1 | IP address",
        "2001:db8::1 | IP address",
        "[2001:db8::1] | IP address",
        "1.2.3.4.5 | ends in digits alone",
        "https://myapp.com | URL",
        "me@myapp.com | e-mail",
        "myapp.com:443 | port",
        "my_app.com | underscore",
        "my..app.com | empty label",
        ".myapp.com | empty label",
        "-a.myapp.com | inner hyphens",
        "my app.com | inner hyphens",
        "xn--.myapp.com | not a valid internationalised name",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com | has 64 characters"
      })
  void aNameThatCannotBeCertifiedIsRefusedWithTheReason(String typed, String reason) {
    assertThatThrownBy(() -> CertificateNames.normalise(List.of(typed)))
        .isInstanceOf(CertificateNames.RefusedNamesException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void everyBadNameIsReportedAtOnceWithItsPlace() {
    var refused =
        catchThrowableOfType(
            CertificateNames.RefusedNamesException.class,
            () -> CertificateNames.normalise(List.of("com", "good.com", "*.*.x.com")));
    assertThat(refused.mistakes())
        .extracting(Problem.Mistake::pointer)
        .containsExactly("#/names/0", "#/names/2");
  }

  @Test
  void aNameLongerThanDnsAllowsIsRefused() {
    String name = String.join(".", Collections.nCopies(50, "abcde")) + ".com";
    assertThatThrownBy(() -> CertificateNames.normalise(List.of(name)))
        .hasMessageContaining("at most 253");
  }

  @Test
  void aHundredNamesAreTakenAndOneMoreIsNot() {
    List<String> names = IntStream.range(0, 101).mapToObj(number -> "n" + number + ".com").toList();
    assertThat(CertificateNames.normalise(names.subList(0, 100))).hasSize(100);
    assertThatThrownBy(() -> CertificateNames.normalise(names)).hasMessageContaining("101 names");
  }

  @Test
  void anEmptyListIsRefused() {
    assertThatThrownBy(() -> CertificateNames.normalise(List.of()))
        .hasMessageContaining("at least one name");
  }

  @Test
  void aWildcardMakesTheChallengeDnsAndOtherwiseItIsHttp() {
    assertThat(CertificateNames.challenge(List.of("a.com", "*.a.com"), Optional.empty()))
        .isEqualTo(ChallengeType.DNS_01);
    assertThat(CertificateNames.challenge(List.of("a.com"), Optional.empty()))
        .isEqualTo(ChallengeType.HTTP_01);
    assertThat(CertificateNames.challenge(List.of("a.com"), Optional.of(ChallengeType.DNS_01)))
        .isEqualTo(ChallengeType.DNS_01);
  }

  @Test
  void aWildcardByHttpIsRefused() {
    assertThatThrownBy(() ->
            CertificateNames.challenge(List.of("*.a.com"), Optional.of(ChallengeType.HTTP_01)))
        .hasMessageContaining("no authority proves one by HTTP-01");
  }

  @Test
  void aNameTooLongForTheChallengeLabelIsRefusedForDns() {
    String name = String.join(".", Collections.nCopies(40, "abcde")) + ".com";
    assertThat(name).hasSizeBetween(239, 253);
    assertThatThrownBy(
            () -> CertificateNames.challenge(List.of(name), Optional.of(ChallengeType.DNS_01)))
        .hasMessageContaining("too long for DNS-01");
  }

  @Test
  void aWildcardAndItsApexShareOneDomain() {
    assertThat(CertificateNames.domains(List.of("*.a.com", "a.com", "b.com")))
        .containsExactly("a.com", "b.com");
  }
}
