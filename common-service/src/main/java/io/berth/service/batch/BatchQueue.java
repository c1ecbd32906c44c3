package io.berth.service.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Queue of items that wait for a batch, and count of the batches in flight. Never blocks, never
 * grows past its bound.
 */
public final class BatchQueue<Q, A> {

  /** The result of offering an item. */
  public enum Entrance {
    OPEN,
    FULL,
    CLOSED
  }

  private final int batch;
  private final int mostInFlight;
  private final int capacity;
  private final BatchDelay delay;
  private final Beside<Q> beside;
  private final Deque<Queued<Q, A>> waiting = new ArrayDeque<>();
  private final Set<Object> inUse = new HashSet<>();
  private boolean open;
  private int inFlight;
  private int itemsInFlight;
  // So that items that have to wait are not looked through for each that comes.
  private int enoughToLook;
  private Runnable whenEmpty = () -> {};

  /**
   * @param batch most items of a batch
   * @param inFlight most batches in flight at once
   * @param capacity most items that wait
   * @param linger longest time that a batch waits for more items
   * @param beside when a batch leaves while another one is in flight
   */
  public BatchQueue(int batch, int inFlight, int capacity, Duration linger, Beside<Q> beside) {
    this.batch = batch;
    this.mostInFlight = inFlight;
    this.capacity = capacity;
    this.delay = new BatchDelay(linger);
    this.beside = beside;
  }

  /** Takes items in from now on. */
  public synchronized void open() {
    open = true;
  }

  public synchronized boolean isOpen() {
    return open;
  }

  public synchronized Entrance enter(Queued<Q, A> item) {
    if (!open) {
      return Entrance.CLOSED;
    } else if (waiting.size() >= capacity) {
      return Entrance.FULL;
    }
    waiting.add(item);
    return Entrance.OPEN;
  }

  /**
   * Takes out the next batch, if one may leave; {@link #landed} has to follow. Empty otherwise.
   * Items whose callers have gone are left out.
   */
  public List<Queued<Q, A>> next(long now) {
    List<Queued<Q, A>> next = nextOrNone(now);
    if (next.isEmpty()) {
      runIfEmpty();
    }
    return next;
  }

  private synchronized List<Queued<Q, A>> nextOrNone(long now) {
    if (inFlight == mostInFlight || waiting.size() < enoughToLook || lingerNanos(now) > 0) {
      return List.of();
    }
    List<Queued<Q, A>> next = new ArrayList<>();
    List<Queued<Q, A>> left = new ArrayList<>();
    take(next, left);
    if (next.isEmpty() || !beside.suffices(next.size(), itemsInFlight)) {
      putBack(next, left);
      enoughToLook = 2 * waiting.size();
      return List.of();
    }
    left.reversed().forEach(waiting::addFirst);
    inFlight++;
    itemsInFlight += next.size();
    next.forEach(item -> inUse.addAll(needs(item)));
    enoughToLook = 0;
    delay.left(next.size(), next.getFirst().sinceNanos(), next.getLast().sinceNanos());
    return next;
  }

  /** Whoever is left keeps what it needs from those behind it. */
  private void take(List<Queued<Q, A>> next, List<Queued<Q, A>> left) {
    Set<Object> taken = new HashSet<>(inUse);
    while (next.size() < batch && left.size() < batch && !waiting.isEmpty()) {
      Queued<Q, A> first = waiting.remove();
      if (first.isCancelled()) {
        continue;
      }
      if (taken.isEmpty() || Collections.disjoint(needs(first), taken)) {
        next.add(first);
      } else {
        taken.addAll(needs(first));
        left.add(first);
      }
    }
  }

  private void putBack(List<Queued<Q, A>> next, List<Queued<Q, A>> left) {
    List<Queued<Q, A>> all = new ArrayList<>(next);
    all.addAll(left);
    all.sort(Comparator.comparingLong(Queued::sinceNanos));
    all.reversed().forEach(waiting::addFirst);
  }

  private Collection<?> needs(Queued<Q, A> item) {
    return beside.needs().apply(item.item());
  }

  /** For how long the next batch waits for more items from now on, if it is one that waits. */
  public synchronized long lingerNanos(long now) {
    boolean waits = open && !waiting.isEmpty() && waiting.size() < batch && inFlight < mostInFlight;
    return waits ? delay.remaining(waiting.element().sinceNanos(), now) : 0;
  }

  /** A batch that had left is done. */
  public void landed(List<Queued<Q, A>> done) {
    synchronized (this) {
      inFlight--;
      itemsInFlight -= done.size();
      done.forEach(item -> needs(item).forEach(inUse::remove));
      enoughToLook = 0;
    }
    runIfEmpty();
  }

  /** Takes out the items that have waited for longer than this. */
  public List<Queued<Q, A>> late(Duration longest, long now) {
    List<Queued<Q, A>> late = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && waiting.element().nanos(now) > longest.toNanos()) {
        late.add(waiting.remove());
      }
    }
    runIfEmpty();
    return late;
  }

  /** Takes nothing in from now on; runs this when everything that is in has landed. */
  public void close(Runnable whenEmpty) {
    synchronized (this) {
      open = false;
      this.whenEmpty = whenEmpty;
    }
    runIfEmpty();
  }

  private void runIfEmpty() {
    Runnable run;
    synchronized (this) {
      if (open || inFlight > 0 || !waiting.isEmpty()) {
        return;
      }
      run = whenEmpty;
      whenEmpty = () -> {};
    }
    run.run();
  }

  public synchronized int size() {
    return waiting.size();
  }
}
