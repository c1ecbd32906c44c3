package io.berth.demo.game;

import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;

/** Answers the requests to a demo game's own server. */
interface GameServer extends AutoCloseable {

  /** The dialect, which also names the game's page and script. */
  String dialect();

  /** Records that a player enters, and checks the signature of the address. */
  void recordEntry(WebRequest request, String sessionId);

  /** Handles every request but the one for the page. */
  WebResponse handle(WebRequest request, String sessionId);

  @Override
  void close();
}
