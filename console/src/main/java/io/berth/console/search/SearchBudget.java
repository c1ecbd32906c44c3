package io.berth.console.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each person search {@value #SEARCHES} times a minute, so that nobody tries numbers one after
 * another (enumeration). Remembers the people who searched last.
 */
final class SearchBudget {
  static final int SEARCHES = 60;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_PEOPLE = 10_000;

  private final InstantSource clock;
  private final Map<Long, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Window> eldest) {
          return size() > MOST_PEOPLE;
        }
      };

  private record Window(Instant start, int searches) {}

  SearchBudget(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean take(long uid) {
    Instant now = clock.instant();
    Window window = windows.get(uid);
    if (window == null || !now.isBefore(window.start().plus(WINDOW))) {
      window = new Window(now, 0);
    }
    boolean left = window.searches() < SEARCHES;
    windows.put(uid, left ? new Window(window.start(), window.searches() + 1) : window);
    return left;
  }
}
