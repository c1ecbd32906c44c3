package io.berth.service.connection;

import java.util.Locale;

/** Why a connection was closed before its client did so. */
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
