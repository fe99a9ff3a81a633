package dev.kalm.server.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of certificate key that public CAs accept (Baseline Requirements, section 6.1.5). */
public enum KeyType {
  EC_P256("ec-p256"),
  EC_P384("ec-p384"),
  RSA_2048("rsa-2048"),
  RSA_3072("rsa-3072"),
  RSA_4096("rsa-4096");

  private final String id;

  KeyType(String id) {
    this.id = id;
  }

  /** The spelling in the configuration, in REST, on the command line and in the database. */
  public String id() {
    return id;
  }

  /**
   * The key type that is spelled this way.
   *
   * @throws IllegalArgumentException if there is none; its message lists the choices
   */
  public static KeyType of(String id) {
    for (KeyType type : values()) {
      if (type.id.equals(id)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "There is no key type \"%s\". Choose one of: %s."
            .formatted(
                id, Arrays.stream(values()).map(KeyType::id).collect(Collectors.joining(", "))));
  }

  /** A new key pair from the JDK's own generators. An RSA key takes up to a second or two. */
  public KeyPair generate() {
    return switch (this) {
      case EC_P256 -> generate("EC", new ECGenParameterSpec("secp256r1"));
      case EC_P384 -> generate("EC", new ECGenParameterSpec("secp384r1"));
      case RSA_2048 -> generate("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
      case RSA_3072 -> generate("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
      case RSA_4096 -> generate("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4));
    };
  }

  private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK cannot make " + algorithm + " keys.", e);
    }
  }
}
