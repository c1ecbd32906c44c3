package io.berth.demo.game;

import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;

/** Answers the requests to a demo game's own server. */
interface GameServer extends AutoCloseable {

  /** Also the name of its page and its script. */
  String dialect();

  /** A player enters: what the address proves is noted. */
  void entered(WebRequest request, String visit);

  /** Anything but the page itself. */
  WebResponse answer(WebRequest request, String visit);

  @Override
  void close();
}
