package io.berth.demo.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bounded map that drops the least recently used entry. */
final class BoundedMap<V> {

  private final Map<String, V> kept;

  BoundedMap(int most) {
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V get(String key) {
    return kept.get(key);
  }

  synchronized void put(String key, V value) {
    kept.put(key, value);
  }

  synchronized @Nullable V remove(String key) {
    return kept.remove(key);
  }

  /** Changes a value if there is one. */
  synchronized @Nullable V change(String key, UnaryOperator<V> change) {
    return kept.computeIfPresent(key, (same, value) -> change.apply(value));
  }

  synchronized List<V> all() {
    return new ArrayList<>(kept.values());
  }
}
