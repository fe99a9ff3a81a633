package dev.kalm.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.server.http.RequestException;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void aPasswordIsKeptAsAPhcStringThatOnlyItMatches() {
    String phc = passwords.hash("correct horse battery");
    assertThat(phc)
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
        .doesNotContain("horse")
        .isNotEqualTo(passwords.hash("correct horse battery"));
    assertThat(passwords.matches("correct horse battery", phc)).isTrue();
    assertThat(passwords.matches("correct horse batterx", phc)).isFalse();
  }

  /** The reference implementation's own example (test.c of phc-winner-argon2). */
  @Test
  void agreesWithTheReferenceImplementation() {
    assertThat(
            passwords.matches(
                "password",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
        .isTrue();
  }

  @Test
  void theSamePasswordTypedAsOtherCodePointsMatches() {
    assertThat(passwords.matches("cafe\u0301 au lait!", passwords.hash("caf\u00e9 au lait!")))
        .isTrue();
  }

  @Test
  void tooShortOrTooLongIsRefusedInWords() {
    for (String bad : new String[] {"", "elevenchars", "x".repeat(257)}) {
      assertThatThrownBy(() -> Passwords.requireGood("/password", bad))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("12 to 256");
    }
    Passwords.requireGood("/password", "twelve chars");
    Passwords.requireGood("/password", "\uD83D\uDE00".repeat(256));
  }
}
