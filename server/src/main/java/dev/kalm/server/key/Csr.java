package dev.kalm.server.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The certificate signing request (PKCS#10, RFC 2986) that finalizes an order. */
public final class Csr {
  /** The upper bound of a common name (RFC 5280, appendix A.1: ub-common-name). */
  private static final int COMMON_NAME_LIMIT = 64;

  private Csr() {}

  /**
   * The request in DER for these DNS names (A-labels, a wildcard as {@code *.example.com}): all in
   * the subject alternative names in this order, the first one also as the subject's common name
   * where it is short enough, because some CAs still want one.
   */
  public static byte[] of(KeyPair key, List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("A signing request needs at least one name.");
    }
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              names.stream()
                  .map(name -> new GeneralName(GeneralName.dNSName, name))
                  .toArray(GeneralName[]::new)));
      return new JcaPKCS10CertificationRequestBuilder(subject(names.getFirst()), key.getPublic())
          .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
          .build(new JcaContentSignerBuilder(signatureAlgorithm(key)).build(key.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("The signing request could not be signed.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X500Name subject(String name) {
    X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
    if (name.length() <= COMMON_NAME_LIMIT) {
      subject.addRDN(BCStyle.CN, name);
    }
    return subject.build();
  }

  private static String signatureAlgorithm(KeyPair key) {
    if (key.getPublic() instanceof ECPublicKey elliptic) {
      return elliptic.getParams().getOrder().bitLength() > 256
          ? "SHA384withECDSA"
          : "SHA256withECDSA";
    }
    return "SHA256withRSA";
  }
}
