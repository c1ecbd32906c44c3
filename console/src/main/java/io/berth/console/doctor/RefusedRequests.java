package io.berth.console.doctor;

import io.berth.api.doctor.RefusedSignature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the newest refused requests of the last day, for the apps that had one most recently. */
public final class RefusedRequests {
  private static final Duration KEPT = Duration.ofHours(24);

  private final int mostPerApp;
  private final int most;
  private final InstantSource clock;
  private final RefusalTotals totals;
  private final LinkedHashMap<String, Deque<RefusedSignature>> byApp =
      new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  RefusedRequests(int mostPerApp, int most, InstantSource clock, RefusalTotals totals) {
    this.mostPerApp = mostPerApp;
    this.most = most;
    this.clock = clock;
    this.totals = totals;
  }

  synchronized void add(RefusedSignature refused) {
    if (isOver(refused)) {
      return;
    }
    Deque<RefusedSignature> ofApp =
        byApp.computeIfAbsent(refused.appId(), app -> new ArrayDeque<>());
    // A record that is read twice must not displace other requests.
    if (ofApp.contains(refused)) {
      return;
    }
    totals.add(refused);
    ofApp.addFirst(refused);
    size++;
    if (ofApp.size() > mostPerApp) {
      ofApp.removeLast();
      size--;
    }
    while (size > most) {
      forgetOne();
    }
  }

  /** Drops the oldest request of the app whose last one is longest ago. */
  private void forgetOne() {
    Iterator<Deque<RefusedSignature>> apps = byApp.values().iterator();
    Deque<RefusedSignature> quietest = apps.next();
    quietest.removeLast();
    size--;
    if (quietest.isEmpty()) {
      apps.remove();
    }
  }

  private boolean isOver(RefusedSignature refused) {
    return refused.at().isBefore(clock.instant().minus(KEPT));
  }

  /**
   * Returns an app's refused requests, newest first.
   *
   * @param requestId or its beginning; empty for all
   */
  synchronized List<RefusedSignature> of(String appId, String requestId) {
    Deque<RefusedSignature> ofApp = peek(appId);
    List<RefusedSignature> found = new ArrayList<>();
    for (RefusedSignature refused : ofApp) {
      if (!isOver(refused) && refused.requestId().startsWith(requestId)) {
        found.add(refused);
      }
    }
    found.sort(Comparator.comparing(RefusedSignature::at).reversed());
    return found;
  }

  /** Finds a refused request; null where it is no longer kept. */
  @Nullable RefusedSignature find(String appId, String requestId) {
    return of(appId, requestId).stream()
        .filter(refused -> refused.requestId().equals(requestId))
        .findFirst()
        .orElse(null);
  }

  /** Finds the apps among some that had this request refused. */
  public synchronized List<String> appsOf(String requestId, Predicate<String> appId) {
    return byApp.entrySet().stream()
        .filter(entry -> appId.test(entry.getKey()))
        .filter(
            entry ->
                entry.getValue().stream()
                    .anyMatch(refused -> !isOver(refused) && refused.requestId().equals(requestId)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Reads an app's requests without counting this as use. */
  private Deque<RefusedSignature> peek(String appId) {
    for (Map.Entry<String, Deque<RefusedSignature>> entry : byApp.entrySet()) {
      if (entry.getKey().equals(appId)) {
        return entry.getValue();
      }
    }
    return new ArrayDeque<>();
  }
}
