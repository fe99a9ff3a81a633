package dev.kalm.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTypeTest {
  @ParameterizedTest
  @CsvSource({"ec-p256,256", "ec-p384,384", "rsa-2048,2048", "rsa-3072,3072", "rsa-4096,4096"})
  void makesKeysOfItsStrength(String id, int bits) {
    KeyPair pair = KeyType.of(id).generate();

    assertThat(
            pair.getPublic() instanceof ECPublicKey elliptic
                ? elliptic.getParams().getOrder().bitLength()
                : ((RSAPublicKey) pair.getPublic()).getModulus().bitLength())
        .isEqualTo(bits);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsId(KeyType type) {
    assertThat(KeyType.of(type.id())).isSameAs(type);
  }

  @Test
  void listsTheChoicesWhenThereIsNoSuchType() {
    assertThatThrownBy(() -> KeyType.of("ec-p521"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no key type \"ec-p521\". Choose one of: ec-p256, ec-p384, rsa-2048, rsa-3072, rsa-4096.");
  }
}
