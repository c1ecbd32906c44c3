package io.berth.service.setting;

/** Names settings that do not exist, and what they may have been meant to be; one line. */
final class UnknownSettingException extends RuntimeException {

  UnknownSettingException(String message) {
    super(message);
  }
}
