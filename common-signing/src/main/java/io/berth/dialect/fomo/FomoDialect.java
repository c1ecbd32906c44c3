package io.berth.dialect.fomo;

import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.AcceptanceStep;
import io.berth.dialect.api.Part;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.doctor.Example;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code protocols/fomo.md}. */
public final class FomoDialect implements Dialect {
  private static final String ID = "fomo";

  private final Api api = new FomoApi(ID);
  private final Pages pages = new FomoPages();
  private final Callbacks callbacks = new FomoCallbacks();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Pattern appId() {
    return FomoParameters.APP_ID;
  }

  @Override
  public List<Setting> settings() {
    return FomoSettings.ALL;
  }

  @Override
  public Set<Part> parts() {
    return Set.of(Part.PAYOUT_PASSWORD);
  }

  @Override
  public Set<AcceptanceStep> acceptance() {
    return EnumSet.complementOf(
        EnumSet.of(AcceptanceStep.CANCELLED_PAYMENT, AcceptanceStep.RETURN));
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
        FomoDialect.class,
        "request",
        Map.of(
            "what",
            "Proves client_secret without moving anything: status 0 says that the "
                + "signature is right and the rest is still missing, 7 that it is wrong."));
  }

  @Override
  public String scopeName(int scope) {
    return FomoScopes.text(List.of(scope));
  }
}
