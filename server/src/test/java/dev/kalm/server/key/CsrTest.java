package dev.kalm.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CsrTest {
  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048"})
  void isSignedByItsKeyAndListsTheNamesInOrder(KeyType type) throws Exception {
    KeyPair key = type.generate();

    JcaPKCS10CertificationRequest request =
        new JcaPKCS10CertificationRequest(
            Csr.of(key, List.of("*.myapp.com", "myapp.com", "xn--bcher-kva.example")));

    assertThat(request.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(key.getPublic())))
        .isTrue();
    assertThat(names(request)).containsExactly("*.myapp.com", "myapp.com", "xn--bcher-kva.example");
    assertThat(request.getSubject()).hasToString("CN=*.myapp.com");
  }

  @Test
  void leavesTheSubjectEmptyWhenTheFirstNameIsTooLongForIt() throws Exception {
    String name = "a".repeat(60) + ".example.com";

    JcaPKCS10CertificationRequest request =
        new JcaPKCS10CertificationRequest(Csr.of(KeyType.EC_P256.generate(), List.of(name)));

    assertThat(request.getSubject().getRDNs()).isEmpty();
    assertThat(names(request)).containsExactly(name);
  }

  @Test
  void needsAName() {
    KeyPair key = KeyType.EC_P256.generate();

    assertThatThrownBy(() -> Csr.of(key, List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> names(JcaPKCS10CertificationRequest request) {
    GeneralNames names =
        GeneralNames.fromExtensions(
            request.getRequestedExtensions(), Extension.subjectAlternativeName);
    return Arrays.stream(names.getNames()).map(name -> name.getName().toString()).toList();
  }
}
