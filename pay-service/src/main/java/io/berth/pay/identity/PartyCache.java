package io.berth.pay.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the identities that were read or heard of last. A later version replaces an earlier
 * one, never the other way round: a query that was under way while a record came does not bring
 * back what the record has changed, unless the record's entry was evicted meanwhile.
 */
final class PartyCache {

  private static final int MOST = 20_000;

  /**
   * Bounds how long this instance can miss a change that another one has stored, or that was
   * evicted while an earlier query was under way.
   */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private static final BinaryOperator<Known> LATER =
      (old, other) -> old.version > other.version ? old : other;

  record Uid(String appId, long uid) {}

  record OpenId(String appId, String openId) {}

  /** An identity and its version. */
  record Known(Party party, long version) {}

  private final Cache<Uid, Known> byUid = cache();
  private final Cache<OpenId, Known> byOpenId = cache();

  private static <K> Cache<K, Known> cache() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();
  }

  @Nullable Party find(Uid key) {
    return party(byUid.getIfPresent(key));
  }

  @Nullable Party find(OpenId key) {
    return party(byOpenId.getIfPresent(key));
  }

  private static @Nullable Party party(@Nullable Known known) {
    return known == null ? null : known.party;
  }

  void put(String appId, Known known) {
    byUid.asMap().merge(new Uid(appId, known.party.uid()), known, LATER);
    String openId = known.party.openId();
    if (openId != null) {
      byOpenId.asMap().merge(new OpenId(appId, openId), known, LATER);
    }
  }

  /** Replaces an earlier version that is remembered; remembers nothing new. */
  void update(String appId, Known known) {
    byUid
        .asMap()
        .computeIfPresent(new Uid(appId, known.party.uid()), (_, old) -> LATER.apply(old, known));
    String openId = known.party.openId();
    if (openId != null) {
      byOpenId
          .asMap()
          .computeIfPresent(new OpenId(appId, openId), (_, old) -> LATER.apply(old, known));
    }
  }
}
