package dev.kalm.server.node;

import dev.kalm.server.database.Database;
import dev.kalm.server.key.SealException;
import dev.kalm.server.key.Sealer;
import java.nio.charset.StandardCharsets;

/**
 * A word sealed under the master key of the first node, so that a node with another one is turned
 * away before it seals anything that the others cannot read.
 */
public final class ClusterSeal {
  private static final String CONTEXT = "cluster";
  private static final byte[] WORD = "kalm".getBytes(StandardCharsets.US_ASCII);

  private ClusterSeal() {}

  /**
   * @throws IllegalStateException if this database's secrets are sealed under another master key
   */
  public static void verify(Database database, Sealer sealer) {
    NodeStore store = new NodeStore();
    byte[] own = sealer.seal(WORD, CONTEXT);
    byte[] sealed = database.inTransaction(transaction -> store.sealedWord(transaction, own));
    try {
      byte[] _ = sealer.unseal(sealed, CONTEXT);
    } catch (SealException otherKey) {
      throw new IllegalStateException(
          "the keys in this database are sealed under another master key: give this node the master.key of the data folder that the"
              + " database began with, or the same KALM_MASTER_KEY as the other nodes",
          otherKey);
    }
  }
}
