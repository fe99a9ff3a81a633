package dev.kalm.dns.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from names to values that is asked with a name still in its message, so that a
 * look-up allocates nothing.
 *
 * @param <V> what stands behind a name
 */
public final class NameTable<V> {

  private record Entry<V>(Name name, V value) {}

  private final @Nullable Entry<V>[] slots;
  private final int maxLabels;

  /** A table of the map's present entries. */
  @SuppressWarnings({
    "unchecked",
    "rawtypes"
  }) // an array of a generic type cannot be made otherwise
  public NameTable(Map<Name, V> entries) {
    int capacity = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
    slots = new Entry[capacity];
    int labels = 0;
    for (Map.Entry<Name, V> entry : entries.entrySet()) {
      int slot = entry.getKey().hashCode() & (capacity - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (capacity - 1);
      }
      slots[slot] = new Entry<>(entry.getKey(), entry.getValue());
      labels = Math.max(labels, entry.getKey().labelCount());
    }
    maxLabels = labels;
  }

  /** What stands behind a name. */
  public @Nullable V get(Name name) {
    return find(name.wire(), 0, name.length());
  }

  /** What stands behind the question's name itself. */
  public @Nullable V find(Query question) {
    return find(question.message(), Query.NAME_OFFSET, question.nameLength());
  }

  /** What stands behind the longest name that the question's name equals or is below of. */
  public @Nullable V findLongestSuffix(Query question) {
    byte[] message = question.message();
    int at = Query.NAME_OFFSET;
    int end = at + question.nameLength();
    // A hostile name has 127 labels: those that no entry is deep enough for are not worth hashing.
    for (int labels = Name.labelCount(message, at); labels > maxLabels; labels--) {
      at += 1 + message[at];
    }
    while (true) {
      V value = find(message, at, end - at);
      if (value != null || message[at] == 0) {
        return value;
      }
      at += 1 + message[at];
    }
  }

  private @Nullable V find(byte[] bytes, int offset, int length) {
    int slot = Name.hash(bytes, offset, length) & (slots.length - 1);
    for (Entry<V> entry = slots[slot]; entry != null; entry = slots[slot]) {
      if (entry.name.matches(bytes, offset, length)) {
        return entry.value;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return null;
  }
}
