package dev.kalm.dns.zone;

import dev.kalm.dns.dnssec.RrsetSigner;
import dev.kalm.dns.message.Name;
import dev.kalm.dns.message.RRset;
import dev.kalm.dns.message.Rdata;
import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.message.WireRRset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Signs a zone's RRsets when they are first asked for. */
final class ZoneSigner {

  /** A validating CA allows no clock skew, and clocks differ. */
  static final Duration BACKDATED = Duration.ofHours(1);

  static final Duration VALIDITY = Duration.ofDays(7);

  /** A signature has at least as long to live when it is sent. */
  static final Duration REFRESH_BEFORE = Duration.ofDays(3);

  /**
   * A signature costs as much CPU as some fifty answers. Beyond this, clients on UDP are asked to
   * come again over TCP, where nobody can pretend to be many.
   */
  static final int MAX_SIGNATURES_PER_SECOND = 2000;

  private record KeySigner(RrsetSigner signer, boolean signsAll) {}

  private final Name apex;
  private final Denial denial;
  private final List<KeySigner> keys = new ArrayList<>();
  private final AtomicLong secondAndCount = new AtomicLong();

  ZoneSigner(ZoneSigning signing, Name apex) {
    this.apex = apex;
    this.denial = signing.denial();
    for (SigningKey key : signing.keys()) {
      keys.add(new KeySigner(new RrsetSigner(key.key(), apex), key.signs()));
    }
  }

  Denial denial() {
    return denial;
  }

  /** Whether one more signature may be made for a client that may not be who it says. */
  boolean mayOnUdp(long now) {
    long second = now / 1000;
    while (true) {
      long packed = secondAndCount.get();
      long count = packed >>> 16 == second ? packed & 0xffff : 0;
      if (count >= MAX_SIGNATURES_PER_SECOND) {
        return false;
      }
      if (secondAndCount.compareAndSet(packed, second << 16 | (count + 1))) {
        return true;
      }
    }
  }

  /** The signatures of an RRset that goes out at the question's name. */
  Signatures sign(RRset rrset, long now) {
    return sign(rrset, true, now);
  }

  /** The signatures of an RRset that goes out at its owner's name. */
  Signatures signAtOwner(RRset rrset, long now) {
    return sign(rrset, false, now);
  }

  private Signatures sign(RRset rrset, boolean atQuestion, long now) {
    Instant inception = Instant.ofEpochMilli(now).minus(BACKDATED);
    Instant expiration = Instant.ofEpochMilli(now).plus(VALIDITY);
    // CDS and CDNSKEY are signed by what signs the zone, which the parent knows (RFC 7344 section
    // 4.1).
    boolean isDnskey = rrset.type() == RecordType.DNSKEY;
    List<Rdata> signatures = new ArrayList<>();
    for (KeySigner key : keys) {
      if (key.signsAll || isDnskey) {
        signatures.add(key.signer.sign(rrset, inception, expiration));
      }
    }
    RRset rrsig = new RRset(rrset.owner(), RecordType.RRSIG, rrset.ttl(), signatures);
    return new Signatures(
        atQuestion ? WireRRset.atQuestion(rrsig, apex) : WireRRset.atOwner(rrsig, apex),
        this,
        now + VALIDITY.minus(REFRESH_BEFORE).toMillis());
  }
}
