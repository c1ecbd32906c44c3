package io.berth.console.live;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the streams that are open at the same time: each holds a connection from the gateway.
 *
 * @param most of all people together
 * @param mostPerPerson of one person, in all windows that they have open
 */
record StreamSlots(int most, int mostPerPerson, Map<Long, Integer> open) {

  StreamSlots(int most, int mostPerPerson) {
    this(most, mostPerPerson, new HashMap<>());
  }

  synchronized boolean isFree(long uid) {
    return open.values().stream().mapToInt(Integer::intValue).sum() < most
        && open.getOrDefault(uid, 0) < mostPerPerson;
  }

  synchronized boolean take(long uid) {
    boolean free = isFree(uid);
    if (free) {
      open.merge(uid, 1, Integer::sum);
    }
    return free;
  }

  synchronized void release(long uid) {
    open.computeIfPresent(uid, (_, streams) -> streams == 1 ? null : streams - 1);
  }
}
