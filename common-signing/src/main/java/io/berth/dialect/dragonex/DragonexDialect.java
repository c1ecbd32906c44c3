package io.berth.dialect.dragonex;

import io.berth.dialect.Api;
import io.berth.dialect.Dialect;
import io.berth.dialect.accesskey.AccessKeyApi;
import io.berth.dialect.accesskey.AccessKeyEnvelope;
import io.berth.dialect.accesskey.AccessKeyExamples;
import io.berth.dialect.accesskey.AccessKeySignature;
import io.berth.dialect.api.AcceptanceStep;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.doctor.Example;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code protocols/dragonex.md}. */
public final class DragonexDialect implements Dialect {
  private static final String ID = "dragonex";

  private final AccessKeySignature signature = new AccessKeySignature(ID);
  private final Api api = api(signature);
  private final Pages pages = new DragonexPages();
  private final Callbacks callbacks = new DragonexCallbacks(signature);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Setting> settings() {
    return DragonexSettings.ALL;
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
        "Lists the app's own balances; code 1 is success.",
        DragonexEndpoints.PREFIX + "admin/coin/list/");
  }

  private static Api api(AccessKeySignature signature) {
    Api.Cors cors =
        new Api.Cors(
            Set.of("app-id", "at", "ts", "device", "content-type"),
            Set.of("dragonex-ts", "dragonex-sign", "dragonex-sign-previous"));
    return new AccessKeyApi(
        ID,
        DragonexEndpoints.PREFIX,
        List.of("dragonex-"),
        DragonexEndpoints.ALL,
        AccessKeyEnvelope.OK_AND_CODE,
        signature,
        cors);
  }
}
