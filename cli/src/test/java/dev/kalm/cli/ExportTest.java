package dev.kalm.cli;

import static dev.kalm.api.Examples.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.CertificateExport;
import dev.kalm.api.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Signature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest extends CliFixture {
  private static final CertificateExport EXPORT = export();

  private static CertificateExport export() {
    try {
      return ScriptedServer.export();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void script() throws Exception {
    server.on("GET /certificates/" + ID + "/export", ScriptedServer.json(200, EXPORT));
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void writesPemFilesIntoAFolderThatItMakes() throws Exception {
    Path out = folder.resolve("a/b");
    Run run = kalm("cert", "export", ID, "--out", out.toString());
    assertThat(run.code()).isZero();
    assertThat(out.resolve("fullchain.pem")).hasContent(EXPORT.fullchain());
    assertThat(out.resolve("chain.pem")).hasContent(EXPORT.chain());
    assertThat(out.resolve("cert.pem")).hasContent(EXPORT.certificate());
    assertThat(out.resolve("privkey.pem")).hasContent(EXPORT.privateKey());
    assertThat(mode(out.resolve("privkey.pem"))).isEqualTo("rw-------");
    assertThat(mode(out.resolve("fullchain.pem"))).isEqualTo("rw-r--r--");
    assertThat(out).isDirectoryNotContaining("glob:**.new");
    assertThat(run.out().lines()).hasSize(4).contains(out.resolve("fullchain.pem").toString());
    assertThat(run.out() + run.err()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void replacesWhatIsThereAndTightensIt() throws Exception {
    Path key = Files.writeString(folder.resolve("privkey.pem"), "old");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-rw-"));
    Run run = kalm("cert", "export", ID, "--out", folder.toString(), "--output", "json");
    assertThat(run.out()).contains("\"files\"").contains(key.toString());
    assertThat(key).hasContent(EXPORT.privateKey());
    assertThat(mode(key)).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p12", "jks"})
  void writesAKeyStoreWhoseKeyFitsItsCertificate(String format) throws Exception {
    Run run = kalm("cert", "export", ID, "--format", format, "--out", folder.toString());
    assertThat(run.err()).isEmpty();
    Path passwordFile = folder.resolve("keystore.password");
    String password = Files.readString(passwordFile).strip();
    assertThat(password).hasSize(32);
    assertThat(mode(passwordFile)).isEqualTo("rw-------");
    assertThat(run.out()).doesNotContain(password);
    Path file = folder.resolve("keystore." + format);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertKeyFits(file, password);
  }

  @Test
  void takesThePasswordFromAFile() throws Exception {
    Path passwordFile = Files.writeString(folder.resolve("my.password"), "correct horse\n");
    Run run =
        kalm(
            "cert",
            "export",
            ID,
            "--format",
            "p12",
            "--out",
            folder.toString(),
            "--password-file",
            passwordFile.toString());
    assertThat(run.code()).isZero();
    assertThat(folder.resolve("keystore.password")).doesNotExist();
    assertKeyFits(folder.resolve("keystore.p12"), "correct horse");
  }

  private static void assertKeyFits(Path file, String password) throws Exception {
    KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
    var chain = store.getCertificateChain("kalm");
    assertThat(chain).hasSize(2);
    chain[0].verify(chain[1].getPublicKey());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign((java.security.PrivateKey) store.getKey("kalm", password.toCharArray()));
    byte[] signed = signature.sign();
    signature.initVerify(store.getCertificate("kalm"));
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void whatCannotBeWrittenOrReadIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Run blocked = kalm("cert", "export", ID, "--out", file.toString());
    assertThat(blocked.code()).isEqualTo(1);
    assertThat(blocked.err()).contains(file + "/privkey.pem", "--out");
    Run empty = kalm("cert", "export", ID, "--format", "jks", "--password-file", file.toString());
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err()).contains(file.toString(), "empty");
    Run pem = kalm("cert", "export", ID, "--password-file", file.toString());
    assertThat(pem.code()).isEqualTo(2);
  }
}
