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

/** The last exchanges of a site, each seen by the visitor whom it concerns. Bounded all over. */
public final class ExchangeLog {

  private static final int MOST = 500;
  private static final int MOST_PER_VISIT = 60;
  private static final int MOST_NAMES = 2_000;
  private static final int MOST_WATCHERS = 40;

  /** An exchange in its place; numbers only grow. */
  public record Entry(long number, RecordedExchange exchange) {}

  private record Owned(String visit, Entry entry) {}

  private final Deque<Owned> log = new ArrayDeque<>();
  private final Deque<Watcher> watchers = new ArrayDeque<>();
  private final Map<String, String> visits =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_NAMES;
        }
      };
  private long last;

  /** Client that looks on right now. */
  public final class Watcher implements AutoCloseable {

    private final String visit;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST_PER_VISIT);
    private volatile boolean ended;

    private Watcher(String visit) {
      this.visit = visit;
    }

    /** The next entry; null where none came in time. */
    public @Nullable Entry next(long millis) throws InterruptedException {
      return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether others have taken this one's place. */
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

  public ExchangeListener recorder(String visit) {
    return exchange -> record(visit, exchange);
  }

  public synchronized void record(String visit, RecordedExchange exchange) {
    Entry entry = new Entry(++last, exchange);
    log.addLast(new Owned(visit, entry));
    trim(visit);
    tell(visit, entry);
  }

  private void trim(String visit) {
    if (log.size() > MOST) {
      log.removeFirst();
    }
    long own = log.stream().filter(each -> each.visit.equals(visit)).count();
    for (Iterator<Owned> oldest = log.iterator(); own > MOST_PER_VISIT && oldest.hasNext(); ) {
      if (oldest.next().visit.equals(visit)) {
        oldest.remove();
        own--;
      }
    }
  }

  private void tell(String visit, Entry entry) {
    for (Watcher watcher : watchers) {
      if (watcher.visit.equals(visit)) {
        // Who does not keep up misses some, and finds them when loading the page again.
        watcher.queue.offer(entry);
      }
    }
  }

  /** Newest first. */
  public synchronized List<Entry> of(String visit) {
    List<Entry> own = new ArrayList<>();
    log.forEach(
        each -> {
          if (each.visit.equals(visit)) {
            own.add(each.entry);
          }
        });
    Collections.reverse(own);
    return own;
  }

  /**
   * What is said of an order or a player from now on concerns this visit; where another one had the
   * name, its exchanges move along, since it was the same person before a reload.
   */
  public synchronized void claim(String name, String visit) {
    String former = visits.put(name, visit);
    if (former == null || former.equals(visit)) {
      return;
    }
    List<Owned> all = new ArrayList<>(log);
    log.clear();
    for (Owned each : all) {
      boolean moves = each.visit.equals(former);
      log.addLast(moves ? new Owned(visit, each.entry) : each);
      if (moves) {
        tell(visit, each.entry);
      }
    }
  }

  /** Whom an order or a player concerns; nobody's name otherwise. */
  public synchronized String visitOf(String name) {
    return visits.getOrDefault(name, "");
  }

  /** Everything from now on; the oldest watcher goes where there are too many. */
  public synchronized Watcher watch(String visit) {
    if (watchers.size() >= MOST_WATCHERS) {
      watchers.removeFirst().ended = true;
    }
    Watcher watcher = new Watcher(visit);
    watchers.addLast(watcher);
    return watcher;
  }
}
