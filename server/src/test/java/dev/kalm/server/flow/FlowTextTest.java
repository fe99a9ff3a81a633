package dev.kalm.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTextTest {
  private static final String THUMBPRINT = "nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ";
  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

  @Test
  void idsAreCutToTheirBeginnings() {
    assertThat(
            FlowText.shortened(
                "TXT of 8f0f6a0e-3c4b-4c52-9d4f-5a51c4b0c7de.acme-d985e9.mycluster.com?"))
        .isEqualTo("TXT of 8f0f6a0e….acme-d985e9.mycluster.com?");
  }

  @Test
  void valuesAndTokensAreCutToo() {
    assertThat(FlowText.shortened("Publish TXT " + THUMBPRINT + "."))
        .isEqualTo("Publish TXT nP1qzp….");
    assertThat(FlowText.shortened("GET /.well-known/acme-challenge/" + TOKEN + " (from 1.2.3.4)"))
        .isEqualTo("GET /.well-known/acme-challenge/evaGxf… (from 1.2.3.4)");
  }

  @Test
  void keyAuthorizationsNeverStayWhole() {
    assertThat(FlowText.shortened("expected \"" + TOKEN + "." + THUMBPRINT + "\", got \"<html>\""))
        .isEqualTo("expected \"evaGxf…\", got \"<html>\"");
  }

  @Test
  void namesStayWhole() {
    String name = "a-rather-long-label-of-a-name-2026.another-long-label-1234567890.example.com";
    assertThat(FlowText.shortened("CNAME of _acme-challenge." + name + "?"))
        .isEqualTo("CNAME of _acme-challenge." + name + "?");
  }

  @Test
  void aLongSentenceEndsInAnEllipsis() {
    assertThat(FlowText.shortened("word ".repeat(200))).hasSize(401).endsWith("…");
  }

  @Test
  void ofManyNamesTheFirstAreShown() {
    assertThat(FlowText.names(List.of("a.com"))).isEqualTo("a.com");
    assertThat(FlowText.names(List.of("a.com", "b.com", "c.com", "d.com", "e.com")))
        .isEqualTo("a.com, b.com, c.com and 2 more");
  }
}
