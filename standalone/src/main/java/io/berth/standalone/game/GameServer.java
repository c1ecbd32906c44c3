package io.berth.standalone.game;

import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;

/** Answers the requests to a demo game's own server. */
interface GameServer extends AutoCloseable {

  /** Also the name of its page and its script. */
  String dialect();

  /** A player enters: what the address proves is noted. */
  void entered(WebRequest request, String visit);

  /** Anything but the page itself. */
  WebAnswer answer(WebRequest request, String visit);

  @Override
  void close();
}
