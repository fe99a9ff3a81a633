package dev.kalm.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetExtension;
import dev.kalm.testnet.Zone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever gets the database or the log gets no key and no token. */
@ExtendWith(TestnetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsTest {
  /**
   * How a PKCS#8 key begins inside its outer SEQUENCE: version 0, then id-ecPublicKey or
   * rsaEncryption.
   */
  private static final byte[] PKCS8_EC = HexFormat.of().parseHex("020100301306072a8648ce3d0201");

  private static final byte[] PKCS8_RSA =
      HexFormat.of().parseHex("020100300d06092a864886f70d010101");

  private static final int SCALAR = 32;
  private static final int PEM_LINE = 64;

  /** What anybody may read: where and who the server is. */
  private static final Set<String> OPEN = Set.of("api.pem", "api.url", "node.id");

  private Scene scene;
  private IssuedChain elliptic;
  private IssuedChain rsa;

  @BeforeAll
  void issue(Testnet box) throws Exception {
    scene = Scene.open(box);
    Zone domain = box.provider().freshZone();
    scene.leadHere(domain, domain.origin());
    Certificate first = scene.awaitReady(scene.create(domain.origin()).id());
    elliptic = scene.exported(first);
    KalmProcess.Run create =
        scene.kalm.cli("cert", "create", domain.origin(), "--key", "rsa-2048", "--wait");
    assertThat(create.code()).as(create.output()).isZero();
    Certificate second = scene.client().certificates(2, null).items().get(1);
    rsa = scene.exported(second);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void theSearchFindsWhatIsThere() throws Exception {
    // A search that finds nothing anywhere proves nothing: the certificate itself has to be found.
    Map<Path, byte[]> files = databaseAndLog();
    byte[] name = elliptic.names().getFirst().getBytes(StandardCharsets.US_ASCII);
    assertThat(files.values())
        .anySatisfy(content -> assertThat(indexOf(content, name)).isNotNegative());
    assertThat(indexOf(elliptic.privateKey().getEncoded(), PKCS8_EC)).isNotNegative();
    assertThat(indexOf(rsa.privateKey().getEncoded(), PKCS8_RSA)).isNotNegative();
    assertThat(indexOf(elliptic.privateKey().getEncoded(), scalar())).isNotNegative();
  }

  @Test
  void noPrivateKeyIsInTheDatabaseOrTheLog() throws Exception {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("a PEM header", "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII));
    secrets.put("the start of an EC key", PKCS8_EC);
    secrets.put("the start of an RSA key", PKCS8_RSA);
    secrets.put("the EC certificate's scalar", scalar());
    secrets.put("its PEM", endOfPem(elliptic));
    secrets.put("the RSA certificate's PEM", endOfPem(rsa));
    assertNowhere(secrets);
  }

  @Test
  void theAdministratorsTokenIsInItsOwnFileOnly() throws Exception {
    Path file = scene.kalm.data().resolve("admin.token");
    byte[] token = Files.readString(file).strip().getBytes(StandardCharsets.US_ASCII);
    assertThat(token.length).isGreaterThanOrEqualTo(32);
    assertNowhere(Map.of("the token", token));
  }

  @Test
  void secretFilesAreForTheirOwnerOnly() throws Exception {
    try (Stream<Path> all = Files.walk(scene.kalm.data())) {
      List<String> open =
          all.filter(Files::isRegularFile)
              .filter(file -> !OPEN.contains(file.getFileName().toString()))
              .filter(file -> !mode(file).endsWith("------"))
              .map(file -> file + " " + mode(file))
              .toList();
      assertThat(open).isEmpty();
    }
  }

  private void assertNowhere(Map<String, byte[]> secrets) throws IOException {
    for (Map.Entry<Path, byte[]> file : databaseAndLog().entrySet()) {
      secrets.forEach((what, secret) ->
          assertThat(indexOf(file.getValue(), secret))
              .as(what + " in " + file.getKey())
              .isNegative());
    }
  }

  private Map<Path, byte[]> databaseAndLog() throws IOException {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("kalm.db", "kalm.db-wal", "kalm.db-shm")) {
      Path file = scene.kalm.data().resolve(name);
      assertThat(file).exists();
      files.put(file, Files.readAllBytes(file));
    }
    files.put(scene.kalm.logFile(), Files.readAllBytes(scene.kalm.logFile()));
    return files;
  }

  private byte[] scalar() {
    byte[] bytes = ((ECPrivateKey) elliptic.privateKey()).getS().toByteArray();
    byte[] scalar = new byte[SCALAR];
    int length = Math.min(bytes.length, SCALAR);
    System.arraycopy(bytes, bytes.length - length, scalar, SCALAR - length, length);
    return scalar;
  }

  /** Its last line, which no other key shares. */
  private static byte[] endOfPem(IssuedChain chain) {
    String base64 = Base64.getEncoder().encodeToString(chain.privateKey().getEncoded());
    int lastLine = (base64.length() - 1) / PEM_LINE * PEM_LINE;
    return base64.substring(lastLine).getBytes(StandardCharsets.US_ASCII);
  }

  private static int indexOf(byte[] content, byte[] wanted) {
    for (int start = 0; start + wanted.length <= content.length; start++) {
      if (Arrays.equals(content, start, start + wanted.length, wanted, 0, wanted.length)) {
        return start;
      }
    }
    return -1;
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
