package io.berth.standalone.game;

import io.berth.standalone.web.Panel;
import io.berth.standalone.wire.WireLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Stores the state of a demo game's server. */
final class GameNotes {

  private static final int MOST = 500;

  private final Deque<Map<String, String>> paid = new ArrayDeque<>();
  private final WireLog log;
  private final Panel panel;

  GameNotes(WireLog log, Panel panel) {
    this.log = log;
    this.panel = panel;
  }

  WireLog log() {
    return log;
  }

  Panel panel() {
    return panel;
  }

  synchronized void paid(Map<String, String> told) {
    if (paid.size() == MOST) {
      paid.removeFirst();
    }
    paid.addLast(Map.copyOf(told));
  }

  synchronized List<Map<String, String>> allPaid() {
    return List.copyOf(paid);
  }
}
