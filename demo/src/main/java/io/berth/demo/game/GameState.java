package io.berth.demo.game;

import io.berth.demo.recording.ExchangeLog;
import io.berth.demo.web.ExchangePanel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Stores the state of a demo game's server. */
final class GameState {

  private static final int MOST = 500;

  private final Deque<Map<String, String>> paid = new ArrayDeque<>();
  private final ExchangeLog log;
  private final ExchangePanel panel;

  GameState(ExchangeLog log, ExchangePanel panel) {
    this.log = log;
    this.panel = panel;
  }

  ExchangeLog log() {
    return log;
  }

  ExchangePanel panel() {
    return panel;
  }

  synchronized void paid(Map<String, String> callback) {
    if (paid.size() == MOST) {
      paid.removeFirst();
    }
    paid.addLast(Map.copyOf(callback));
  }

  synchronized List<Map<String, String>> allPaid() {
    return List.copyOf(paid);
  }
}
