package io.berth.demo.shop;

import io.berth.service.page.Language;

/** The session and language of the request that the current thread handles. */
record CurrentRequest(String sessionId, Language language) {

  static final ScopedValue<CurrentRequest> CURRENT = ScopedValue.newInstance();

  static CurrentRequest get() {
    return CURRENT.get();
  }
}
