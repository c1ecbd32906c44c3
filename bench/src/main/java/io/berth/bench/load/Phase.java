package io.berth.bench.load;

/**
 * A period of load.
 *
 * @param perSecond intended requests per second, independent of responses; 0 for as many as the
 *     connections can carry, one after another on each
 */
public record Phase(int port, Traffic traffic, int connections, double perSecond, double seconds) {

  public static Phase closed(int port, Traffic traffic, int connections, double seconds) {
    return new Phase(port, traffic, connections, 0, seconds);
  }

  /** Sends at a rate; needs enough connections that one is free whenever a request is due. */
  public static Phase open(
      int port, Traffic traffic, int connections, double perSecond, double seconds) {
    return new Phase(port, traffic, connections, perSecond, seconds);
  }
}
