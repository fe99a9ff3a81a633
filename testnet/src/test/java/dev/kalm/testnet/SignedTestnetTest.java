package dev.kalm.testnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import javax.naming.ServiceUnavailableException;
import org.junit.jupiter.api.Test;

class SignedTestnetTest {
  /** The JDK's client knows it by number only. */
  private static final String DNSKEY = "48";

  @Test
  void resolverBelievesOnlyWhatTheRootVouchesFor() throws Exception {
    assumeTrue(Testnet.canSignNames(), "skipped: ldns's tools, which sign the box, are not here");
    try (Testnet box = Testnet.start(TestnetSettings.defaults().withSignedNames());
        TxtResponder _ = new TxtResponder(box.kalmAddress(), "from-kalm")) {
      var resolver = box.resolver().getAddress();
      Zone cluster = box.provider().zone("mycluster.com").set("TXT", "@", "signed");
      assertThat(DnsClient.query(resolver, "mycluster.com", "TXT")).containsExactly("signed");
      assertThat(DnsClient.query(box.provider().address(), "mycluster.com", DNSKEY)).hasSize(1);

      String kalm = box.kalmAddress().getHostAddress();
      cluster.set("NS", "plain", "ns.plain.mycluster.com").set("A", "ns.plain", kalm);
      assertThat(DnsClient.query(resolver, "x.plain.mycluster.com", "TXT"))
          .as("an insecure delegation, and NSEC proves it")
          .containsExactly("from-kalm");

      String rootDs = box.rootHints().key().orElseThrow().ds();
      cluster
          .set("NS", "wrong", "ns.wrong.mycluster.com")
          .set("A", "ns.wrong", kalm)
          .set("DS", "wrong", rootDs);
      assertThatThrownBy(() -> DnsClient.query(resolver, "x.wrong.mycluster.com", "TXT"))
          .as("a DS record, and no key that it vouches for")
          .isInstanceOf(ServiceUnavailableException.class);

      box.provider().zone("shop.example").set("TXT", "@", "a new top-level domain");
      assertThat(DnsClient.query(resolver, "shop.example", "TXT")).hasSize(1);
    }
  }
}
