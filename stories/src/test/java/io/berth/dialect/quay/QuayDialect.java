package io.berth.dialect.quay;

import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.util.List;

/** Forms signed with MD5, with responses in lines of text. */
public final class QuayDialect implements Dialect {
  static final String ID = "quay";

  private final Api api = new QuayApi();
  private final Pages pages = new QuayPages();
  private final Callbacks callbacks = new QuayCallbacks();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return List.of(QuaySettings.SECRET, QuaySettings.HARBOUR);
  }

  @Override
  public Api api() {
    return api;
  }

  @Override
  public Pages pages() {
    return pages;
  }

  @Override
  public Callbacks callbacks() {
    return callbacks;
  }
}
