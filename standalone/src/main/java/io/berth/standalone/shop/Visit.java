package io.berth.standalone.shop;

import io.berth.service.page.Language;

/** Whose request a thread answers. */
record Visit(String id, Language language) {

  static final ScopedValue<Visit> CURRENT = ScopedValue.newInstance();
}
