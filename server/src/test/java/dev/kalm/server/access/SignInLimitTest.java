package dev.kalm.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.server.http.RequestException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInLimitTest {
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final SignInLimit limit = new SignInLimit(() -> now);

  @Test
  void theSixthWrongPasswordForAnAccountHasToWait() {
    guess("anna", "192.0.2.7", 5);
    assertThatThrownBy(() -> limit.count("Anna", "192.0.2.7"))
        .isInstanceOfSatisfying(
            RequestException.class, refused -> assertThat(refused.status()).isEqualTo(429))
        .hasMessageContaining("60 seconds");
    limit.count("ben", "192.0.2.7");
    limit.count("anna", "192.0.2.8");
    now = now.plus(Duration.ofMinutes(1));
    limit.count("anna", "192.0.2.7");
    assertThatThrownBy(() -> limit.count("anna", "192.0.2.7")).isInstanceOf(RequestException.class);
  }

  @Test
  void aSuccessForgetsTheMistakesBeforeIt() {
    for (int day = 0; day < 20; day++) {
      guess("anna", "192.0.2.7", 5);
      limit.succeeded("anna", "192.0.2.7");
      now = now.plus(Duration.ofMinutes(1));
    }
  }

  @Test
  void anAddressThatTriesManyAccountsHasToWaitToo() {
    for (int account = 0; account < 30; account++) {
      limit.count("user" + account, "192.0.2.7");
    }
    assertThatThrownBy(() -> limit.count("another", "192.0.2.7"))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    guess("anna", "2001:db8::1", 5);
    assertThatThrownBy(() -> limit.count("anna", "2001:db8::2"))
        .isInstanceOf(RequestException.class);
    limit.count("anna", "2001:db8:0:1::1");
  }

  @Test
  void namesThatAreTooLongForAnAccountAreNotKeptWhole() {
    for (int number = 0; number < 5; number++) {
      limit.count("a".repeat(1_000_000) + number, "192.0.2.7");
    }
    assertThatThrownBy(() -> limit.count("a".repeat(1_000_000), "192.0.2.7"))
        .isInstanceOf(RequestException.class);
  }

  private void guess(String account, String address, int times) {
    for (int number = 0; number < times; number++) {
      limit.count(account, address);
    }
  }
}
