package io.berth.standalone.data;

import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores the sets of keys of a data directory. Each step of a rotation is stored before it takes
 * effect, so that an interrupted one goes on from there.
 */
public final class LocalKeys {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A key with its id, as a secret of the settings holds it. */
  public record Key(String id, String key) {}

  /**
   * Keys for one purpose: one, or two while another one takes its place.
   *
   * @param active id of the key that signs or encrypts
   * @param next id of the key that is to become active; null unless it has been added
   * @param former id of the key that was active before; null once it is dropped
   * @param switchedAt when every service had made the active key so; null for the first one, and
   *     until they have
   */
  public record KeySet(
      String active,
      @Nullable String next,
      @Nullable String former,
      @Nullable Instant switchedAt,
      Map<String, String> keys) {

    public KeySet {
      keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    static KeySet first(Key key) {
      return new KeySet(key.id, null, null, null, Map.of(key.id, key.key));
    }

    public boolean isSettled() {
      return next == null && former == null;
    }

    public KeySet with(Key added) {
      Map<String, String> more = new TreeMap<>(keys);
      more.put(added.id, added.key);
      return new KeySet(active, added.id, former, switchedAt, more);
    }

    public KeySet switched() {
      return next == null ? this : new KeySet(next, null, active, null, keys);
    }

    public KeySet switchedAt(Instant now) {
      return new KeySet(active, next, former, now, keys);
    }

    public KeySet withoutFormer() {
      Map<String, String> fewer = new TreeMap<>(keys);
      fewer.remove(former);
      return new KeySet(active, next, null, switchedAt, fewer);
    }

    /** The present set with the keys of this one besides. */
    KeySet besides(KeySet present) {
      Map<String, String> all = new TreeMap<>(keys);
      all.putAll(present.keys);
      return new KeySet(present.active, present.next, present.former, present.switchedAt, all);
    }

    /** The active key first. */
    public List<String> activeFirst() {
      return Stream.concat(
              Stream.of(active), keys.keySet().stream().filter(id -> !id.equals(active)))
          .map(id -> Objects.requireNonNull(keys.get(id)))
          .toList();
    }

    @Override
    public String toString() {
      return "KeySet[active=" + active + ", next=" + next + ", former=" + former + "]";
    }
  }

  private final DataDirectory data;
  private final TreeMap<String, KeySet> sets;

  private LocalKeys(DataDirectory data, TreeMap<String, KeySet> sets) {
    this.data = data;
    this.sets = sets;
  }

  public static LocalKeys of(DataDirectory data) {
    Optional<String> stored = data.read(data.keys());
    try {
      return new LocalKeys(data, stored.map(LocalKeys::parse).orElseGet(TreeMap::new));
    } catch (JacksonException e) {
      throw new UserError(data.keys() + " is damaged: " + FailureMessages.reason(e));
    }
  }

  /**
   * Keys of a backup for a data directory: what is active there stays so, and what the backup's
   * database was written with is known besides.
   *
   * @param backup contents of the backup's file of keys
   * @return contents of a file of keys
   */
  public static String merged(String backup, DataDirectory data) {
    TreeMap<String, KeySet> sets = parse(backup);
    of(data).sets.forEach((name, present) -> sets.merge(name, present, KeySet::besides));
    return text(sets);
  }

  /** Returns a set; begins it with one key where there is none. */
  public synchronized KeySet set(String name, Supplier<Key> first) {
    KeySet set = sets.get(name);
    if (set == null) {
      set = KeySet.first(first.get());
      sets.put(name, set);
      save();
    }
    return set;
  }

  /** Changes a set, and stores it. */
  public synchronized void change(String name, UnaryOperator<KeySet> change) {
    KeySet set = sets.get(name);
    if (set == null) {
      throw new IllegalStateException("there is no set of keys " + name);
    }
    sets.put(name, change.apply(set));
    save();
  }

  private void save() {
    data.write(data.keys(), text(sets));
  }

  private static TreeMap<String, KeySet> parse(String json) {
    return JSON.readValue(json, new TypeReference<>() {});
  }

  private static String text(TreeMap<String, KeySet> sets) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sets);
  }
}
