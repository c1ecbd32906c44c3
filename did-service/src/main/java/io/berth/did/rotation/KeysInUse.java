package io.berth.did.rotation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Publishes how much is under which key: a key that nothing is under may be dropped. */
@Component
public final class KeysInUse {
  private final MultiGauge gauge;
  private final Map<KeyRotations.Purpose, Map<String, Long>> counts =
      new EnumMap<>(KeyRotations.Purpose.class);

  KeysInUse(MeterRegistry meters) {
    gauge =
        MultiGauge.builder("berth.keys.in_use")
            .description("Stored secrets and published app records under each key")
            .register(meters);
  }

  public synchronized void count(KeyRotations.Purpose purpose, Map<String, Long> byKey) {
    counts.put(purpose, Map.copyOf(byKey));
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    counts.forEach(
        (of, keys) ->
            keys.forEach(
                (key, count) ->
                    rows.add(
                        MultiGauge.Row.of(
                            Tags.of("purpose", of.name().toLowerCase(Locale.ROOT), "key", key),
                            count))));
    gauge.register(rows, true);
  }
}
