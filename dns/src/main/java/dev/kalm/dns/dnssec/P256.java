package dev.kalm.dns.dnssec;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** The curve P-256 between DNSSEC's bytes and the JDK's objects (RFC 6605 section 4). */
final class P256 {

  static final String CURVE = "secp256r1";

  /** The signature is r and s, 32 bytes each, as RRSIG has it. */
  static final String SIGNATURE = "SHA256withECDSAinP1363Format";

  static final int SIGNATURE_LENGTH = 64;
  static final int PUBLIC_KEY_LENGTH = 64;

  private static final int COORDINATE_LENGTH = 32;

  private P256() {}

  static PrivateKey privateKey(byte[] pkcs8) {
    try {
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (key instanceof ECPrivateKey onCurve && isP256(onCurve.getParams())) {
        return key;
      }
    } catch (InvalidKeySpecException e) {
      // Not chained: nobody promises that its text shows nothing of the key.
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
    throw new IllegalArgumentException("The zone's private key is no PKCS #8 key on P-256");
  }

  static PublicKey publicKey(byte[] xy) {
    if (xy.length != PUBLIC_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "A zone's public key has 64 bytes (RFC 6605 section 4), not " + xy.length);
    }
    BigInteger x = new BigInteger(1, Arrays.copyOf(xy, COORDINATE_LENGTH));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(xy, COORDINATE_LENGTH, xy.length));
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters()));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("The zone's public key is no point of P-256", e);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static byte[] bytes(ECPublicKey key) {
    byte[] xy = new byte[PUBLIC_KEY_LENGTH];
    put(key.getW().getAffineX(), xy, COORDINATE_LENGTH);
    put(key.getW().getAffineY(), xy, PUBLIC_KEY_LENGTH);
    return xy;
  }

  /** Tried out: the JDK does not offer to compute one from the other. */
  static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static boolean isP256(ECParameterSpec candidate) throws GeneralSecurityException {
    ECParameterSpec p256 = parameters();
    return candidate.getCurve().equals(p256.getCurve())
        && candidate.getGenerator().equals(p256.getGenerator())
        && candidate.getOrder().equals(p256.getOrder());
  }

  private static ECParameterSpec parameters() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(CURVE));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  /** Right-aligned before {@code end}: a BigInteger drops leading zeros and may add a sign byte. */
  private static void put(BigInteger coordinate, byte[] target, int end) {
    byte[] bytes = coordinate.toByteArray();
    int length = Math.min(bytes.length, COORDINATE_LENGTH);
    System.arraycopy(bytes, bytes.length - length, target, end - length, length);
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("This Java runtime lacks ECDSA on P-256", e);
  }
}
