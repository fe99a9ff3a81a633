package dev.kalm.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
  private static final byte[] SECRET = "the private key".getBytes(StandardCharsets.UTF_8);
  private static final String CONTEXT = "certificate_version:1";

  @TempDir Path folder;

  @Test
  void opensWhatItSealed() {
    Sealer sealer = sealer("a");

    byte[] sealed = sealer.seal(SECRET, CONTEXT);

    assertThat(sealed[0]).isEqualTo((byte) 1);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("private");
    assertThat(sealer.unseal(sealed, CONTEXT)).isEqualTo(SECRET);
    assertThat(sealer.unseal(sealer.seal(new byte[0], CONTEXT), CONTEXT)).isEmpty();
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    Sealer sealer = sealer("a");

    assertThat(sealer.seal(SECRET, CONTEXT)).isNotEqualTo(sealer.seal(SECRET, CONTEXT));
  }

  @Test
  void refusesAnotherMasterKey() {
    byte[] sealed = sealer("a").seal(SECRET, CONTEXT);

    assertThatThrownBy(() -> sealer("b").unseal(sealed, CONTEXT))
        .isInstanceOf(SealException.class)
        .hasMessageContaining(CONTEXT)
        .hasMessageContaining("master key");
  }

  @Test
  void refusesASecretThatWasMovedToAnotherPlace() {
    Sealer sealer = sealer("a");
    byte[] sealed = sealer.seal(SECRET, CONTEXT);

    assertThatThrownBy(() -> sealer.unseal(sealed, "certificate_version:2"))
        .isInstanceOf(SealException.class);
  }

  @Test
  void refusesEveryFlippedBitAndEveryCut() {
    Sealer sealer = sealer("a");
    byte[] sealed = sealer.seal(SECRET, CONTEXT);

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x10;
      assertThatThrownBy(() -> sealer.unseal(changed, CONTEXT)).isInstanceOf(SealException.class);
      byte[] cut = java.util.Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> sealer.unseal(cut, CONTEXT)).isInstanceOf(SealException.class);
    }
  }

  private Sealer sealer(String name) {
    return new Sealer(MasterKey.loadOrCreate(folder.resolve(name), Map.of()));
  }
}
