package io.berth.did.rotation;

import io.berth.did.rotation.KeyRotations.Purpose;
import io.berth.service.keyset.KeyInventory;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeyUse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Publishes how much is under which key: a key that nothing is under may be dropped. */
@Component
public final class KeysInUse {
  private record Counted(Map<String, Long> byKey, Instant at) {}

  private final MultiGauge gauge;
  private final InstantSource clock;
  private final Map<Purpose, Counted> counted = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Map<String, Instant>> since = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Duration> kept = new EnumMap<>(Purpose.class);

  KeysInUse(MeterRegistry meters, KeyInventory inventory, InstantSource clock) {
    this.clock = clock;
    gauge =
        MultiGauge.builder("berth.keys.in_use")
            .description("Stored secrets and published app records under each key")
            .register(meters);
    inventory.uses(this::uses);
  }

  public synchronized void count(Purpose purpose, Map<String, Long> byKey) {
    counted.put(purpose, new Counted(Map.copyOf(byKey), clock.instant()));
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counted.forEach(
        (of, counts) ->
            counts.byKey.forEach(
                (key, count) ->
                    rows.add(
                        MultiGauge.Row.of(
                            Tags.of("purpose", of.name().toLowerCase(Locale.ROOT), "key", key),
                            count))));
    gauge.register(rows, true);
  }

  synchronized void since(Purpose purpose, Map<String, Instant> activeSince) {
    since.put(purpose, Map.copyOf(activeSince));
  }

  /** Notes how long what a former key has signed is still verified. */
  public synchronized void keeps(Purpose purpose, Duration longest) {
    kept.put(purpose, longest);
  }

  private synchronized List<KeyUse> uses() {
    return List.of(use(Purpose.SECRETS, KeyKind.SEALING), use(Purpose.TOKENS, KeyKind.TOKENS));
  }

  private KeyUse use(Purpose purpose, KeyKind kind) {
    Counted counts = counted.get(purpose);
    Duration longest = kept.get(purpose);
    return new KeyUse(
        kind,
        "",
        counts == null ? null : counts.byKey,
        counts == null ? null : counts.at,
        since.getOrDefault(purpose, Map.of()),
        longest == null ? null : longest.toSeconds());
  }
}
