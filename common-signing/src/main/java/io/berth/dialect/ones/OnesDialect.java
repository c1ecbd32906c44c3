package io.berth.dialect.ones;

import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.accesskey.AccessKeyApi;
import io.berth.dialect.accesskey.AccessKeyEnvelope;
import io.berth.dialect.accesskey.AccessKeyExamples;
import io.berth.dialect.accesskey.AccessKeySignature;
import io.berth.dialect.accesskey.PlatformEntry;
import io.berth.dialect.api.AcceptanceStep;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.doctor.Example;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code protocols/ones.md}. */
public final class OnesDialect implements Dialect {
  private static final String ID = "ones";
  private static final List<Setting> SETTINGS =
      List.of(
          Setting.secretText(AccessKeySignature.SECRET),
          PlatformEntry.ORIENTATION,
          PlatformEntry.LIST_SCOPES);

  private final AccessKeySignature signature = new AccessKeySignature(ID);
  private final Api api = api(signature);
  private final Pages pages = new OnesPages();
  private final Callbacks callbacks = new OnesCallbacks(signature);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Set<AcceptanceStep> acceptance() {
    return EnumSet.allOf(AcceptanceStep.class);
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
    return AccessKeyExamples.posting(
        "Lists the app's newest orders; code 0 is success.",
        OnesEndpoints.PREFIX + "order/history");
  }

  private static Api api(AccessKeySignature signature) {
    return new AccessKeyApi(
        ID,
        OnesEndpoints.PREFIX,
        List.of("ones-", "dragonex-"),
        OnesEndpoints.ALL,
        AccessKeyEnvelope.CODE,
        signature,
        Api.Cors.NONE);
  }
}
