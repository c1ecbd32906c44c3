package io.berth.dialect.ones;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.api.balance.BalanceOutcome.Balances;
import io.berth.api.balance.CoinReference;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.parameter.PlainAmount;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Reads requests about tokens, users and balances. */
final class OnesAccountOperations {

  private static final JsonData<TokenGrant> LOGIN =
      JsonData.object(
          TokenGrant.class,
          (json, grant, context) -> {
            json.writeStartObject();
            writeTokens(json, grant);
            json.writeStringProperty("company_id", grant.companyId());
            json.writeStringProperty("app_id", grant.appId());
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
            json.writeStringProperty("app_id", user.appId());
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
          Operation.server("account/login", OnesAccountOperations::login, LOGIN),
          Operation.server("account/refresh", OnesAccountOperations::refresh, REFRESH),
          Operation.server(
              "account/logout", OnesAccountOperations::logout, JsonData.empty(Shape.OBJECT)),
          Operation.server("account/detail", OnesAccountOperations::user, USER),
          Operation.server("user/detail", OnesAccountOperations::user, USER),
          Operation.server("account/balance", OnesAccountOperations::balance, BALANCES));

  private OnesAccountOperations() {}

  private static Parsed<Command> login(Params params, Caller caller) {
    String code = params.required("access_code");
    String appId = params.required("app_id");
    String scopes = params.required("scopes");
    String state = params.required("state");
    String device = params.required("device");
    if (!appId.equals(caller.appId())) {
      params.refuse(ErrorCode.CODE_UNKNOWN, "app_id: not the calling app");
    }
    return params.read(() -> new TokenCommand.Login(code, scopes, state, device));
  }

  private static Parsed<Command> refresh(Params params, Caller caller) {
    String accessToken = params.required("access_token");
    String refreshToken = params.required("refresh_token");
    return params.read(() -> new TokenCommand.RefreshTokens(accessToken, refreshToken));
  }

  private static Parsed<Command> logout(Params params, Caller caller) {
    String accessToken = params.required("access_token");
    return params.read(() -> new TokenCommand.Logout(accessToken));
  }

  private static Parsed<Command> user(Params params, Caller caller) {
    Subject user = openId(params);
    return params.read(() -> new UserCommand.ReadUser(user));
  }

  private static Parsed<Command> balance(Params params, Caller caller) {
    Subject owner = openId(params);
    String coin = params.optional("coin_code", OnesShapes.MAX_COIN_CODE);
    return params.read(
        () ->
            new BalanceCommand.ReadBalances(
                owner, AccountKind.COIN, coin.isEmpty() ? null : new CoinReference.Code(coin)));
  }

  private static Subject openId(Params params) {
    return new Subject.OpenId(params.required("open_id", 1, OnesShapes.MAX_OPEN_ID));
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
