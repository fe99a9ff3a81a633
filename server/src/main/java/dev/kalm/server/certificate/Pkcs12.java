package dev.kalm.server.certificate;

import dev.kalm.api.Problem.Mistake;
import dev.kalm.server.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A chain with its private key as a PKCS#12 key store (RFC 7292): AES-256 and HMAC-SHA256. */
final class Pkcs12 {
  static final String MEDIA_TYPE = "application/x-pkcs12";
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;

  private Pkcs12() {}

  /**
   * Refuses a password that protects nothing, and one with characters that programs encode in
   * different ways, so that only the one that wrote the key store could read it.
   *
   * @throws RequestException 400 saying what a password has to be
   */
  static void check(String password) {
    boolean fits = password.length() >= SHORTEST && password.length() <= LONGEST;
    if (!fits || !password.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      String detail =
          "the key store's password has to have %d to %d characters, all of them printable ASCII: other programs may read others differently"
              .formatted(SHORTEST, LONGEST);
      throw RequestException.badRequest(detail, List.of(Mistake.at("/password", detail)));
    }
  }

  /**
   * @param alias the name of its one entry
   */
  static byte[] of(String alias, List<X509Certificate> chain, PrivateKey key, String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(alias, key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException("the key store of " + alias + " could not be made", failed);
    }
  }
}
