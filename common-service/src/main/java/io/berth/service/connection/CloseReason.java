package io.berth.service.connection;

import java.util.Locale;

/** Reasons for which a connection is closed before its client closes it. */
enum CloseReason {
  IDLE,
  FULL,
  ADDRESS_FULL,
  BODIES,
  ADDRESS_BODIES,
  SLOW,
  ADDRESS_SLOW,
  HEAD_TIMEOUT,
  BODY_TIMEOUT,
  UNREAD;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
