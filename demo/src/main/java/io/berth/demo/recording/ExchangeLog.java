package io.berth.demo.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a site's latest exchanges by browser session; every collection has a limit. */
public final class ExchangeLog {

  private static final int MOST = 500;
  private static final int MOST_PER_SESSION = 60;
  private static final int MOST_NAMES = 2_000;
  private static final int MOST_WATCHERS = 40;

  /** An exchange with its number; numbers only grow. */
  public record Entry(long number, RecordedExchange exchange) {}

  private record Owned(String sessionId, Entry entry) {}

  private final Deque<Owned> log = new ArrayDeque<>();
  private final Deque<Watcher> watchers = new ArrayDeque<>();
  private final Map<String, String> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_NAMES;
        }
      };
  private long last;

  /** A browser that follows the log right now. */
  public final class Watcher implements AutoCloseable {

    private final String sessionId;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST_PER_SESSION);
    private volatile boolean ended;

    private Watcher(String sessionId) {
      this.sessionId = sessionId;
    }

    /** Waits for the next entry; null where none came in time. */
    public @Nullable Entry next(long millis) throws InterruptedException {
      return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether a newer watcher has replaced this one. */
    public boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      synchronized (ExchangeLog.this) {
        watchers.remove(this);
      }
    }
  }

  public ExchangeListener recorder(String sessionId) {
    return exchange -> record(sessionId, exchange);
  }

  public synchronized void record(String sessionId, RecordedExchange exchange) {
    Entry entry = new Entry(++last, exchange);
    log.addLast(new Owned(sessionId, entry));
    trim(sessionId);
    notifyWatchers(sessionId, entry);
  }

  private void trim(String sessionId) {
    if (log.size() > MOST) {
      log.removeFirst();
    }
    long own = log.stream().filter(each -> each.sessionId.equals(sessionId)).count();
    for (Iterator<Owned> oldest = log.iterator(); own > MOST_PER_SESSION && oldest.hasNext(); ) {
      if (oldest.next().sessionId.equals(sessionId)) {
        oldest.remove();
        own--;
      }
    }
  }

  private void notifyWatchers(String sessionId, Entry entry) {
    for (Watcher watcher : watchers) {
      if (watcher.sessionId.equals(sessionId)) {
        // A slow watcher misses entries; reloading the page shows them.
        watcher.queue.offer(entry);
      }
    }
  }

  /** Returns a session's entries, newest first. */
  public synchronized List<Entry> of(String sessionId) {
    List<Entry> own = new ArrayList<>();
    log.forEach(
        each -> {
          if (each.sessionId.equals(sessionId)) {
            own.add(each.entry);
          }
        });
    Collections.reverse(own);
    return own;
  }

  /**
   * Assigns an order's or a player's name to a session. Exchanges of the session that had the name
   * move along: a reload has started a new session for the same person.
   */
  public synchronized void assign(String name, String sessionId) {
    String former = sessions.put(name, sessionId);
    if (former == null || former.equals(sessionId)) {
      return;
    }
    List<Owned> all = new ArrayList<>(log);
    log.clear();
    for (Owned each : all) {
      boolean moves = each.sessionId.equals(former);
      log.addLast(moves ? new Owned(sessionId, each.entry) : each);
      if (moves) {
        notifyWatchers(sessionId, each.entry);
      }
    }
  }

  /** Returns the session that a name is assigned to; empty where none is. */
  public synchronized String sessionOf(String name) {
    return sessions.getOrDefault(name, "");
  }

  /** Follows a session from now on; the oldest watcher ends where there are too many. */
  public synchronized Watcher watch(String sessionId) {
    if (watchers.size() >= MOST_WATCHERS) {
      watchers.removeFirst().ended = true;
    }
    Watcher watcher = new Watcher(sessionId);
    watchers.addLast(watcher);
    return watcher;
  }
}
