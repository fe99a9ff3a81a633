package dev.kalm.server.issuance;

import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key pairs that this process has just made, so that an issuance which is carried on at once
 * need not unseal its key and compute the public half again.
 */
final class FreshKeys {

  /** Issuances between their finalization and their installation at once; the oldest go first. */
  private static final int LIMIT = 256;

  private final Map<String, KeyPair> keys =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KeyPair> eldest) {
          return size() > LIMIT;
        }
      };

  synchronized void put(String issuance, KeyPair key) {
    keys.put(issuance, key);
  }

  synchronized @Nullable KeyPair get(String issuance) {
    return keys.get(issuance);
  }

  synchronized void remove(String issuance) {
    keys.remove(issuance);
  }
}
