package dev.kalm.cli;

import dev.kalm.api.CertificateExport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an export to a folder. Each file appears whole or not at all; secrets are 0600 from the
 * start.
 */
final class ExportFiles {
  enum Format {
    PEM,
    P12,
    JKS
  }

  private static final String ALIAS = "kalm";
  private static final int PASSWORD_OCTETS = 24;
  private static final Set<PosixFilePermission> SECRET =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rw-r--r--");

  private final Path folder;
  private final @Nullable Path passwordFile;

  ExportFiles(Path folder, @Nullable Path passwordFile) {
    this.folder = folder;
    this.passwordFile = passwordFile;
  }

  /** Returns the files that were written. */
  List<Path> write(CertificateExport export, Format format) throws IOException {
    try {
      return switch (format) {
        case PEM -> pem(export);
        case P12 -> keyStore(export, "PKCS12", "keystore.p12");
        case JKS -> keyStore(export, "JKS", "keystore.jks");
      };
    } catch (GeneralSecurityException e) {
      throw new IOException("The key store could not be made: " + e.getMessage(), e);
    }
  }

  private List<Path> pem(CertificateExport export) throws IOException {
    return List.of(
        write("privkey.pem", bytes(export.privateKey()), SECRET),
        write("cert.pem", bytes(export.certificate()), OPEN),
        write("chain.pem", bytes(export.chain()), OPEN),
        write("fullchain.pem", bytes(export.fullchain()), OPEN));
  }

  private List<Path> keyStore(CertificateExport export, String type, String name)
      throws IOException, GeneralSecurityException {
    List<Path> written = new ArrayList<>();
    String password = passwordFile == null ? newPassword() : readPassword(passwordFile);
    Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes(export.fullchain())))
            .toArray(Certificate[]::new);
    if (chain.length == 0) {
      throw new GeneralSecurityException("the server sent no certificate");
    }
    PrivateKey key = privateKey(export.privateKey(), chain[0].getPublicKey().getAlgorithm());
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setKeyEntry(ALIAS, key, password.toCharArray(), chain);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.store(content, password.toCharArray());
    if (passwordFile == null) {
      written.add(write("keystore.password", bytes(password + "\n"), SECRET));
    }
    written.add(write(name, content.toByteArray(), SECRET));
    return written;
  }

  private static PrivateKey privateKey(String pem, String algorithm)
      throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException e) {
      // Without the cause: its message may quote the key.
      throw new GeneralSecurityException("the private key is not PKCS#8 in PEM");
    }
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_OCTETS];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String readPassword(Path file) throws IOException {
    String password;
    try {
      password = Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new IOException(
          "The password file "
              + file
              + " cannot be read. Name one that can with --password-file, "
              + "or leave that out to have a password made.",
          e);
    }
    if (password.isEmpty()) {
      throw new IOException(
          "The password file " + file + " has an empty first line. Write the password there.");
    }
    return password;
  }

  private Path write(String name, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder.toAbsolutePath());
      Path temporary = Files.createTempFile(folder.toAbsolutePath(), "." + name, ".new");
      try {
        // createTempFile makes it 0600: open it for others only when it is not a secret.
        Files.setPosixFilePermissions(temporary, permissions);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          ByteBuffer rest = ByteBuffer.wrap(content);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          channel.force(true);
        }
        Files.move(
            temporary,
            file.toAbsolutePath(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return file;
    } catch (IOException e) {
      throw new IOException(
          file + " cannot be written (" + e + "). Name another folder with --out.", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
