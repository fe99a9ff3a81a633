package dev.kalm.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.ClusterDetection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {
  @ParameterizedTest
  @CsvSource({
    "kalm.mycluster.com,mycluster.com",
    "Kalm.MyCluster.Com,mycluster.com",
    "a.b.mycluster.co.uk,b.mycluster.co.uk",
    "mycluster.com,",
    "localhost,",
    "kalm.fritz.box.lan,",
    "node.cluster.local,",
    "ec2-1-2-3-4.eu-west-1.compute.amazonaws.com,",
    "192.168.0.7,",
    "'',"
  })
  void suggestsTheHostNamesParentWhereItLooksLikeADomain(String host, String domain) {
    assertThat(Detection.suggestion(host).orElse(null)).isEqualTo(domain);
  }

  @Test
  void showsNoAddressThatOnlyThisMachineReaches() {
    ClusterDetection seen = Detection.detect();

    assertThat(seen.addresses())
        .noneMatch(address -> address.address().startsWith("127."))
        .noneMatch(address -> address.address().contains("%"))
        .allMatch(address -> !address.networkInterface().isEmpty());
  }
}
