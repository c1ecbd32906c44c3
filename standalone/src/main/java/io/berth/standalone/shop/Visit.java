package io.berth.standalone.shop;

import io.berth.service.page.Language;

/** Finds the request that a thread answers. */
record Visit(String id, Language language) {

  static final ScopedValue<Visit> CURRENT = ScopedValue.newInstance();
}
