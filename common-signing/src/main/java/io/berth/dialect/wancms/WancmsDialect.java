package io.berth.dialect.wancms;

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

/** {@code protocols/wancms.md}. */
public final class WancmsDialect implements Dialect {
  static final String LOGIN_KEY = "login_key";
  static final String PAY_KEY = "pay_key";

  private static final Pattern APP_ID = Pattern.compile("[0-9]{1,18}");
  private static final List<Setting> SETTINGS =
      List.of(
          Setting.requiredSecret(LOGIN_KEY),
          Setting.requiredSecret(PAY_KEY),
          GameSettings.URL,
          GameSettings.ORIGINS);

  private final Api api = new WancmsApi();
  private final Pages pages = new WancmsPages();
  private final Callbacks callbacks = new WancmsCallbacks();

  @Override
  public String id() {
    return "wancms";
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
        WancmsDialect.class,
        "sign",
        Map.of("what", "Signs an order; the game hands what this prints to wancmssdk.pay()."));
  }

  @Override
  public String scopeName(int scope) {
    return "";
  }
}
