package dev.kalm.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  private static final byte[] SECRET = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void makesAFileForItsOwnerAloneAndReadsItAgain() throws IOException {
    Path data = folder.resolve("data");
    byte[] sealed = new Sealer(MasterKey.loadOrCreate(data, Map.of())).seal(SECRET, "x");

    assertThat(new Sealer(MasterKey.loadOrCreate(data, Map.of())).unseal(sealed, "x"))
        .isEqualTo(SECRET);
    assertThat(mode(data.resolve("master.key"))).isEqualTo("rw-------");
    assertThat(mode(data)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("master.key"));
    }
  }

  @Test
  void refusesAFileThatOthersCanRead() throws IOException {
    MasterKey.loadOrCreate(folder, Map.of());
    Path file = folder.resolve("master.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> MasterKey.loadOrCreate(folder, Map.of()))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageNotContaining(Files.readString(file).strip());
  }

  @Test
  void takesTheEnvironmentsKeyAndWritesNoFile() {
    String variable = Base64.getEncoder().encodeToString(new byte[32]);

    MasterKey key = MasterKey.loadOrCreate(folder, Map.of("KALM_MASTER_KEY", variable + "\n"));

    assertThat(folder).isEmptyDirectory();
    assertThat(key.toString()).doesNotContain(variable);
  }

  @Test
  void refusesAKeyOfAnotherLengthWithoutQuotingIt() {
    for (String wrong : List.of("c2hvcnQ=", "not base64 at all!")) {
      assertThatThrownBy(() -> MasterKey.loadOrCreate(folder, Map.of("KALM_MASTER_KEY", wrong)))
          .isInstanceOf(SealException.class)
          .hasMessageContaining("KALM_MASTER_KEY")
          .hasMessageContaining("32 bytes")
          .hasMessageNotContaining(wrong);
    }
  }

  @Test
  void isTheSameForAllWhoStartAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<byte[]> start = () -> MasterKey.loadOrCreate(folder, Map.of()).key().getEncoded();
      Set<String> keys = new HashSet<>();
      for (Future<byte[]> key : threads.invokeAll(java.util.Collections.nCopies(20, start))) {
        keys.add(Base64.getEncoder().encodeToString(key.get()));
      }
      assertThat(keys).hasSize(1);
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void derivesForEachLabelASecretOfItsOwnThatIsTheSameOnEveryNode() {
    Map<String, String> variable =
        Map.of(MasterKey.VARIABLE, Base64.getEncoder().encodeToString(new byte[32]));
    MasterKey one = MasterKey.loadOrCreate(folder, variable);
    MasterKey other = MasterKey.loadOrCreate(folder, variable);
    assertThat(one.derive("DNS cookies"))
        .hasSize(32)
        .isEqualTo(other.derive("DNS cookies"))
        .isNotEqualTo(one.derive("another"))
        .isNotEqualTo(new byte[32]);
    assertThat(MasterKey.loadOrCreate(folder.resolve("b"), Map.of()).derive("DNS cookies"))
        .isNotEqualTo(one.derive("DNS cookies"));
  }
}
