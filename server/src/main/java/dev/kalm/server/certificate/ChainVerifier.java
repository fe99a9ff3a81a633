package dev.kalm.server.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks at an issued chain before it is trusted with anything: names, key, dates, and each
 * signature by the next certificate.
 */
public final class ChainVerifier {
  private static final int DNS_NAME = 2;
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private ChainVerifier() {}

  /** The chain is not what was ordered. */
  public static final class WrongChainException extends Exception {
    WrongChainException(String message) {
      super(message);
    }
  }

  /**
   * @param chain the certificate first
   * @param names what it has to be good for, and nothing else
   * @param key what it has to be for
   */
  public static void verify(
      List<X509Certificate> chain, List<String> names, PublicKey key, Instant now)
      throws WrongChainException {
    if (chain.isEmpty()) {
      throw new WrongChainException("the authority sent an empty chain");
    }
    X509Certificate certificate = chain.getFirst();
    SortedSet<String> held = dnsNames(certificate);
    if (!held.equals(new TreeSet<>(names))) {
      throw new WrongChainException("the certificate is for " + held + ", ordered was " + names);
    }
    if (!certificate.getPublicKey().equals(key)) {
      throw new WrongChainException(
          "the certificate is for another key than the one in the request");
    }
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      throw new WrongChainException(
          "the certificate has expired already, at " + certificate.getNotAfter().toInstant());
    }
    if (certificate.getNotBefore().toInstant().isAfter(now.plus(CLOCK_SKEW))) {
      throw new WrongChainException(
          "the certificate begins in the future, at "
              + certificate.getNotBefore().toInstant()
              + ": is this machine's clock right?");
    }
    for (int index = 0; index + 1 < chain.size(); index++) {
      try {
        chain.get(index).verify(chain.get(index + 1).getPublicKey());
      } catch (GeneralSecurityException broken) {
        throw new WrongChainException(
            "the chain is broken: "
                + chain.get(index).getSubjectX500Principal()
                + " is not signed by "
                + chain.get(index + 1).getSubjectX500Principal());
      }
    }
  }

  private static SortedSet<String> dnsNames(X509Certificate certificate)
      throws WrongChainException {
    try {
      List<String> names = new ArrayList<>();
      for (List<?> name :
          Objects.requireNonNullElse(
              certificate.getSubjectAlternativeNames(), (Collection<List<?>>) List.<List<?>>of())) {
        if (name.getFirst().equals(DNS_NAME)) {
          names.add(((String) name.get(1)).toLowerCase(Locale.ROOT));
        }
      }
      return new TreeSet<>(names);
    } catch (CertificateParsingException unreadable) {
      throw new WrongChainException(
          "the certificate's names cannot be read: " + unreadable.getMessage());
    }
  }
}
