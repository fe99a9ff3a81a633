package dev.kalm.server.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.server.key.MasterKey;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedNamesTest {
  private static DerivedNames of(int first) {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    return DerivedNames.of(
        MasterKey.loadOrCreate(
            Path.of("unused"),
            Map.of(MasterKey.VARIABLE, Base64.getEncoder().encodeToString(key))));
  }

  @Test
  void aDelegationsIdIsAlwaysTheSameForTheSameKeyZoneAndDomain() {
    UUID id = of(1).delegation("acme-1.a.com", "b.com");
    assertThat(id).isEqualTo(of(1).delegation("acme-1.a.com", "b.com"));
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id)
        .isNotEqualTo(of(2).delegation("acme-1.a.com", "b.com"))
        .isNotEqualTo(of(1).delegation("acme-2.a.com", "b.com"))
        .isNotEqualTo(of(1).delegation("acme-1.a.com", "c.com"));
  }

  @Test
  void aZonesLabelFollowsFromTheKeyAndTheDomain() {
    assertThat(of(1).zone("a.com"))
        .matches("acme-[0-9a-f]{6}\\.a\\.com")
        .isEqualTo(of(1).zone("a.com"));
    assertThat(of(2).zone("a.com")).isNotEqualTo(of(1).zone("a.com"));
  }
}
