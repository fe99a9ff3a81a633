package dev.kalm.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The P-256 example of RFC 6605 section 6.1. */
class Rfc6605Test {

  private static final byte[] PUBLIC_KEY =
      Base64.getDecoder()
          .decode(
              "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
                  + "krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==");
  private static final byte[] PRIVATE_KEY =
      Base64.getDecoder().decode("GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=");
  private static final byte[] SIGNATURE =
      Base64.getDecoder()
          .decode(
              "qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXA"
                  + "yGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==");
  private static final Name ZONE = Name.parse("example.net");

  @Test
  void theKeysTagAndDsAreTheExamples() throws Exception {
    assertThat(key().tag()).isEqualTo(55648);
    assertThat(key().ds(ZONE))
        .hasToString("55648 13 2 B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17");
  }

  @Test
  void theExamplesSignatureHoldsForWhatWeWouldSign() throws Exception {
    RRset rrset =
        new RRset(
            Name.parse("www.example.net"),
            RecordType.A,
            3600,
            List.of(Rdata.address(InetAddress.getByName("192.0.2.1"))));
    byte[] ours =
        new RrsetSigner(key(), ZONE)
            .sign(
                rrset, Instant.parse("2010-08-12T10:04:39Z"), Instant.parse("2010-09-09T10:04:39Z"))
            .canonicalBytes();
    Signature verifier = Signature.getInstance(P256.SIGNATURE);
    verifier.initVerify(P256.publicKey(PUBLIC_KEY));
    verifier.update(Arrays.copyOf(ours, ours.length - P256.SIGNATURE_LENGTH));
    verifier.update(RrsetSigner.canonicalRecords(rrset));
    assertThat(verifier.verify(SIGNATURE)).isTrue();
  }

  private static ZoneKey key() throws Exception {
    ECPublicKey publicKey = (ECPublicKey) P256.publicKey(PUBLIC_KEY);
    ECPrivateKeySpec spec =
        new ECPrivateKeySpec(new BigInteger(1, PRIVATE_KEY), publicKey.getParams());
    byte[] pkcs8 = KeyFactory.getInstance("EC").generatePrivate(spec).getEncoded();
    return ZoneKey.of(pkcs8, PUBLIC_KEY);
  }
}
