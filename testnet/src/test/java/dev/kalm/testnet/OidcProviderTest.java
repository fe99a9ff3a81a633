package dev.kalm.testnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestnetExtension.class)
class OidcProviderTest {
  private static final String AUTHORIZATION =
      "/auth?client_id=kalm&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fkalm.example%2Fcallback";
  private static final String CHALLENGE =
      "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

  @Test
  void asksForAPasswordWhoeverComesWithAChallengeAndSendsBackWhoComesWithout(Testnet box)
      throws Exception {
    URI back = URI.create("https://kalm.example/callback");
    var ada = new OidcProvider.User("ada", "correct horse", "Ada Lovelace", List.of("engineers"));
    try (OidcProvider provider = box.startOidcProvider(back, List.of(ada))) {
      assertThat(get(provider, "/.well-known/openid-configuration"))
          .contains("\"issuer\":\"" + provider.issuer() + "\"", "\"S256\"");
      assertThat(get(provider, AUTHORIZATION + CHALLENGE)).contains("/sign-in/");
      assertThat(get(provider, AUTHORIZATION)).contains("error=invalid_request", "PKCE");
    }
  }

  private static String get(OidcProvider provider, String path) throws Exception {
    return Https.get(URI.create(provider.issuer() + path), provider.trustAnchor());
  }
}
