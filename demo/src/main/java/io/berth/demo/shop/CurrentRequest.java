package io.berth.demo.shop;

import io.berth.service.page.Language;

/** Finds the request that a thread answers. */
record CurrentRequest(String id, Language language) {

  static final ScopedValue<CurrentRequest> CURRENT = ScopedValue.newInstance();
}
