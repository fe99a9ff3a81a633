package dev.kalm.server.zone;

import dev.kalm.api.KeyState;
import dev.kalm.dns.dnssec.ZoneKey;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.zone.Denial;
import dev.kalm.dns.zone.NameServer;
import dev.kalm.dns.zone.SigningKey;
import dev.kalm.dns.zone.ZoneSettings;
import dev.kalm.dns.zone.ZoneSigning;
import dev.kalm.server.key.Sealer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What stands in a zone besides its delegations: name servers, TTLs and keys.
 *
 * @param cluster as it is stored at the moment of the call, for a zone's serial has promised it
 * @param txtTtl the TTL of TXT values
 */
public record ZoneSettingsSource(
    Supplier<ClusterAddresses> cluster, Duration txtTtl, Sealer sealer) {

  ZoneSettings of(
      String zone,
      ClusterAddresses at,
      Optional<SignedZone> signed,
      List<SigningStore.SealedKey> keys) {
    List<NameServer> servers =
        at.nameServers(zone).stream()
            .map(server -> new NameServer(Name.parse(server.name()), server.addresses()))
            .toList();
    return ZoneSettings.of(Name.parse(zone), servers)
        .withTtls(txtTtl, ZoneSettings.DEFAULT_NEGATIVE_TTL)
        .withSigning(
            signed.map(how ->
                new ZoneSigning(
                    keys.stream().map(this::key).toList(),
                    switch (how.denial()) {
                      case COMPACT -> Denial.COMPACT;
                      case NSEC -> Denial.NSEC;
                    })));
  }

  private SigningKey key(SigningStore.SealedKey stored) {
    ZoneKey key =
        ZoneKey.of(sealer.unseal(stored.sealed(), context(stored.id())), stored.publicKey());
    return new SigningKey(
        key, stored.state() == KeyState.ACTIVE, stored.state() != KeyState.OUTGOING);
  }

  /** The place that a sealed key is bound to. */
  static String context(UUID key) {
    return "zone_key:" + key;
  }
}
