package io.berth.dialect.ones;

import static io.berth.dialect.accesskey.AccessKeyParameters.ACCESS_TOKEN;
import static io.berth.dialect.accesskey.AccessKeyParameters.APP_ID;
import static io.berth.dialect.accesskey.AccessKeyParameters.LOGIN_DEVICE;
import static io.berth.dialect.accesskey.AccessKeyParameters.LOGIN_STATE;
import static io.berth.dialect.accesskey.AccessKeyParameters.OPEN_ID;
import static io.berth.dialect.accesskey.AccessKeyParameters.REFRESH_TOKEN;
import static io.berth.dialect.accesskey.AccessKeyParameters.SCOPES;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Realm;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.api.balance.BalanceOutcome.Balances;
import io.berth.api.balance.CoinReference;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.dialect.accesskey.AccessKeyParameters;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.parameter.PlainAmount;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Reads requests about tokens, users and balances. */
final class OnesAccountOperations {
  private static final Text CODE =
      Text.required("access_code", "Code that the redirect of the authorization brought");
  private static final Text COIN = AccessKeyParameters.optionalCoinCode();

  private static final JsonData<TokenGrant> LOGIN =
      JsonData.object(
          TokenGrant.class,
          (json, grant, context) -> {
            json.writeStartObject();
            writeTokens(json, grant);
            json.writeStringProperty("company_id", grant.companyId());
            json.writeStringProperty("app_id", Realm.publicId(grant.appId()));
            json.writeStringProperty("open_id", grant.openId());
            json.writeStringProperty("union_id", grant.unionId());
            json.writeNumberProperty("uid", grant.uid());
            json.writeStringProperty("scopes", scopes(grant));
            json.writeStringProperty("device", grant.device());
            json.writeEndObject();
          });

  private static final JsonData<TokenGrant> REFRESH =
      JsonData.object(
          TokenGrant.class,
          (json, grant, context) -> {
            json.writeStartObject();
            writeTokens(json, grant);
            json.writeEndObject();
          });

  private static final JsonData<UserProfile> USER =
      JsonData.object(
          UserProfile.class,
          (json, user, context) -> {
            json.writeStartObject();
            json.writeStringProperty("company_id", user.companyId());
            json.writeStringProperty("app_id", Realm.publicId(user.appId()));
            json.writeStringProperty("open_id", user.openId());
            json.writeStringProperty("union_id", user.unionId());
            json.writeNumberProperty("uid", user.uid());
            json.writeStringProperty("name", user.name());
            json.writeStringProperty("avatar", user.avatar());
            json.writeEndObject();
          });

  private static final JsonData<Balances> BALANCES =
      JsonData.list(
          Balances.class,
          (json, found, context) -> {
            json.writeStartArray();
            for (Balance balance : found.balances()) {
              json.writeStartObject();
              json.writeStringProperty("coin_code", balance.coin());
              json.writeStringProperty("total", PlainAmount.of(balance.total()));
              json.writeStringProperty("frozen", PlainAmount.of(balance.frozen()));
              json.writeEndObject();
            }
            json.writeEndArray();
          });

  static final List<Operation<?>> ALL =
      List.of(
          Operation.server(
              Declaration.of(
                  "account/login",
                  "Redeems the code of an authorization for tokens.",
                  CODE,
                  APP_ID,
                  SCOPES,
                  LOGIN_STATE,
                  LOGIN_DEVICE),
              OnesAccountOperations::login,
              LOGIN),
          Operation.server(
              Declaration.of(
                  "account/refresh", "Replaces a pair of tokens.", ACCESS_TOKEN, REFRESH_TOKEN),
              OnesAccountOperations::refresh,
              REFRESH),
          Operation.server(
              Declaration.of("account/logout", "Ends an access token.", ACCESS_TOKEN),
              OnesAccountOperations::logout,
              JsonData.empty(Shape.OBJECT)),
          detail("account/detail"),
          detail("user/detail"),
          Operation.server(
              Declaration.of("account/balance", "Lists a user's balances.", OPEN_ID, COIN),
              OnesAccountOperations::balance,
              BALANCES));

  private OnesAccountOperations() {}

  private static Operation<UserProfile> detail(String name) {
    return Operation.server(
        Declaration.of(name, "Shows a user as the app knows them.", OPEN_ID),
        OnesAccountOperations::user,
        USER);
  }

  private static Parsed<Command> login(Params params, Caller caller) {
    String code = CODE.read(params);
    String appId = APP_ID.read(params);
    String scopes = SCOPES.read(params);
    String state = LOGIN_STATE.read(params);
    String device = LOGIN_DEVICE.read(params);
    if (!caller.realm().idOf(appId).equals(caller.appId())) {
      params.refuse(ErrorCode.CODE_UNKNOWN, "app_id: not the calling app");
    }
    return params.read(() -> new TokenCommand.Login(code, scopes, state, device));
  }

  private static Parsed<Command> refresh(Params params, Caller caller) {
    String accessToken = ACCESS_TOKEN.read(params);
    String refreshToken = REFRESH_TOKEN.read(params);
    return params.read(() -> new TokenCommand.RefreshTokens(accessToken, refreshToken));
  }

  private static Parsed<Command> logout(Params params, Caller caller) {
    String accessToken = ACCESS_TOKEN.read(params);
    return params.read(() -> new TokenCommand.Logout(accessToken));
  }

  private static Parsed<Command> user(Params params, Caller caller) {
    Subject user = openId(params);
    return params.read(() -> new UserCommand.ReadUser(user));
  }

  private static Parsed<Command> balance(Params params, Caller caller) {
    Subject owner = openId(params);
    String coin = COIN.read(params);
    return params.read(
        () ->
            new BalanceCommand.ReadBalances(
                owner, AccountKind.COIN, coin.isEmpty() ? null : new CoinReference.Code(coin)));
  }

  private static Subject openId(Params params) {
    return new Subject.OpenId(OPEN_ID.read(params));
  }

  private static void writeTokens(JsonGenerator json, TokenGrant grant) {
    json.writeStringProperty("access_token", grant.accessToken());
    json.writeNumberProperty("access_expire_time", grant.accessTokenExpiresAt().getEpochSecond());
    json.writeStringProperty("refresh_token", grant.refreshToken());
    json.writeNumberProperty("refresh_expire_time", grant.refreshTokenExpiresAt().getEpochSecond());
  }

  /** A string here, unlike its sibling's list. */
  private static String scopes(TokenGrant grant) {
    return grant.scopes().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
