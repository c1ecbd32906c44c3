package io.berth.api.app;

import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.launch.LaunchState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds a {@link PutApp} from the few fields that it changes; the others stay null. */
public final class PutAppBuilder {
  private final String companyId;
  private final String appId;
  private @Nullable String dialect;
  private @Nullable Map<String, String> name;
  private @Nullable String adminLogin;
  private @Nullable String profitLogin;
  private @Nullable List<String> redirectUrls;
  private @Nullable String entry;
  private @Nullable String callbackUrl;
  private @Nullable List<Integer> scopes;
  private @Nullable List<String> coins;
  private @Nullable String cutRate;
  private @Nullable Map<String, String> dailyPayoutLimit;
  private @Nullable Boolean returnsUncapped;
  private @Nullable Boolean requireContentSha1;
  private @Nullable Boolean enabled;
  private @Nullable List<NewKey> keys;
  private @Nullable Map<String, JsonNode> settings;
  private @Nullable List<Integer> requiredScopes;
  private @Nullable Long accountUid;
  private @Nullable String payoutPassword;
  private @Nullable LaunchState state;

  PutAppBuilder(String companyId, String appId) {
    this.companyId = companyId;
    this.appId = appId;
  }

  public PutAppBuilder dialect(@Nullable String dialect) {
    this.dialect = dialect;
    return this;
  }

  public PutAppBuilder name(@Nullable Map<String, String> name) {
    this.name = name;
    return this;
  }

  public PutAppBuilder adminLogin(@Nullable String adminLogin) {
    this.adminLogin = adminLogin;
    return this;
  }

  public PutAppBuilder profitLogin(@Nullable String profitLogin) {
    this.profitLogin = profitLogin;
    return this;
  }

  public PutAppBuilder redirectUrls(@Nullable List<String> redirectUrls) {
    this.redirectUrls = redirectUrls;
    return this;
  }

  public PutAppBuilder entry(@Nullable String entry) {
    this.entry = entry;
    return this;
  }

  public PutAppBuilder callbackUrl(@Nullable String callbackUrl) {
    this.callbackUrl = callbackUrl;
    return this;
  }

  public PutAppBuilder scopes(@Nullable List<Integer> scopes) {
    this.scopes = scopes;
    return this;
  }

  public PutAppBuilder coins(@Nullable List<String> coins) {
    this.coins = coins;
    return this;
  }

  public PutAppBuilder cutRate(@Nullable String cutRate) {
    this.cutRate = cutRate;
    return this;
  }

  public PutAppBuilder dailyPayoutLimit(@Nullable Map<String, String> dailyPayoutLimit) {
    this.dailyPayoutLimit = dailyPayoutLimit;
    return this;
  }

  public PutAppBuilder returnsUncapped(@Nullable Boolean returnsUncapped) {
    this.returnsUncapped = returnsUncapped;
    return this;
  }

  public PutAppBuilder requireContentSha1(@Nullable Boolean requireContentSha1) {
    this.requireContentSha1 = requireContentSha1;
    return this;
  }

  public PutAppBuilder enabled(@Nullable Boolean enabled) {
    this.enabled = enabled;
    return this;
  }

  public PutAppBuilder keys(@Nullable List<NewKey> keys) {
    this.keys = keys;
    return this;
  }

  public PutAppBuilder settings(@Nullable Map<String, JsonNode> settings) {
    this.settings = settings;
    return this;
  }

  public PutAppBuilder requiredScopes(@Nullable List<Integer> requiredScopes) {
    this.requiredScopes = requiredScopes;
    return this;
  }

  public PutAppBuilder accountUid(@Nullable Long accountUid) {
    this.accountUid = accountUid;
    return this;
  }

  public PutAppBuilder payoutPassword(@Nullable String payoutPassword) {
    this.payoutPassword = payoutPassword;
    return this;
  }

  public PutAppBuilder state(@Nullable LaunchState state) {
    this.state = state;
    return this;
  }

  public PutApp build() {
    return new PutApp(
        companyId,
        appId,
        dialect,
        name,
        adminLogin,
        profitLogin,
        redirectUrls,
        entry,
        callbackUrl,
        scopes,
        coins,
        cutRate,
        dailyPayoutLimit,
        returnsUncapped,
        requireContentSha1,
        enabled,
        keys,
        settings,
        requiredScopes,
        accountUid,
        payoutPassword,
        state);
  }
}
