package io.berth.dialect.egret;

import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.Part;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.doctor.Example;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.GameSettings;
import io.berth.dialect.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code protocols/egret.md}. */
public final class EgretDialect implements Dialect {
  static final String APP_KEY = "app_key";

  private static final Pattern APP_ID = Pattern.compile("[0-9]{1,18}");
  private static final List<Setting> SETTINGS =
      List.of(
          Setting.requiredSecret(APP_KEY),
          GameSettings.URL,
          GameSettings.ORIGINS,
          Goods.SETTING,
          Contact.SETTING);

  private final Api api = new EgretApi();
  private final Pages pages = new EgretPages();
  private final Callbacks callbacks = new EgretCallbacks();

  @Override
  public String id() {
    return "egret";
  }

  @Override
  public Pattern appId() {
    return APP_ID;
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Set<Part> parts() {
    return Set.of(Part.CALLBACK_URL);
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

  @Override
  public List<Example> examples() {
    return Example.inEachLanguage(
        EgretDialect.class,
        "request",
        Map.of(
            "what",
            "Asks for a player: code 1005 says that the signature is right and the "
                + "token is not, 1006 that the signature is wrong."));
  }

  @Override
  public String scopeName(int scope) {
    return "";
  }
}
