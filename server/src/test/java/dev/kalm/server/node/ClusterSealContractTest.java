package dev.kalm.server.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.key.MasterKey;
import dev.kalm.server.key.Sealer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ClusterSealContractTest {
  @TempDir Path folder;

  @BothDatabases
  void aNodeWithTheSameMasterKeyIsLetInAndOneWithAnotherIsTold(Database database) {
    Sealer first = sealer("one");
    ClusterSeal.verify(database, first);
    assertThatCode(() -> ClusterSeal.verify(database, sealer("one"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> ClusterSeal.verify(database, sealer("two")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("master.key")
        .hasMessageContaining("KALM_MASTER_KEY");
  }

  private Sealer sealer(String name) {
    return new Sealer(MasterKey.loadOrCreate(folder.resolve(name), Map.of()));
  }
}
