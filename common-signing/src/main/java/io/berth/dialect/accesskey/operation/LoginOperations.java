package io.berth.dialect.accesskey.operation;

import static io.berth.dialect.accesskey.AccessKeyParameters.ACCESS_TOKEN;
import static io.berth.dialect.accesskey.AccessKeyParameters.APP_ID;
import static io.berth.dialect.accesskey.AccessKeyParameters.LOGIN_DEVICE;
import static io.berth.dialect.accesskey.AccessKeyParameters.LOGIN_STATE;
import static io.berth.dialect.accesskey.AccessKeyParameters.OPEN_ID;
import static io.berth.dialect.accesskey.AccessKeyParameters.REFRESH_TOKEN;
import static io.berth.dialect.accesskey.AccessKeyParameters.SCOPES;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Done;
import io.berth.api.Realm;
import io.berth.api.Subject;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.token.TokenOutcome.TokenLife;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import tools.jackson.core.JsonGenerator;

/** Reads requests about tokens and users ({@code protocols/dragonex.md}, Login). */
public final class LoginOperations {
  private static final Text CODE =
      Text.required("code", "Code that the redirect of the authorization brought");

  private static final JsonData<TokenGrant> LOGIN_DATA =
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
            writeScopesAndPayToken(json, grant);
            json.writeEndObject();
          });

  private static final JsonData<TokenGrant> REFRESH_DATA =
      JsonData.object(
          TokenGrant.class,
          (json, grant, context) -> {
            json.writeStartObject();
            writeTokens(json, grant);
            writeScopesAndPayToken(json, grant);
            json.writeEndObject();
          });

  private static final JsonData<TokenLife> STATUS_DATA =
      JsonData.object(
          TokenLife.class,
          (json, life, context) -> {
            json.writeStartObject();
            json.writeStringProperty("app_id", Realm.publicId(life.appId()));
            json.writeNumberProperty(
                "access_token_et", life.accessTokenExpiresAt().getEpochSecond());
            json.writeEndObject();
          });

  private static final JsonData<UserProfile> USER_DATA =
      JsonData.object(
          UserProfile.class,
          (json, user, context) -> {
            json.writeStartObject();
            json.writeStringProperty("company_id", user.companyId());
            json.writeStringProperty("app_id", Realm.publicId(user.appId()));
            json.writeStringProperty("open_id", user.openId());
            json.writeStringProperty("union_id", user.unionId());
            json.writeNumberProperty("uid", user.uid());
            json.writeEndObject();
          });

  public static final Operation<TokenGrant> LOGIN =
      Operation.server(
          Declaration.of(
              "login/do",
              "Redeems the code of an authorization for tokens.",
              CODE,
              APP_ID,
              SCOPES,
              LOGIN_STATE,
              LOGIN_DEVICE),
          LoginOperations::login,
          LOGIN_DATA);
  public static final Operation<TokenGrant> REFRESH =
      Operation.server(
          Declaration.of(
              "login/refresh", "Replaces a pair of tokens.", ACCESS_TOKEN, REFRESH_TOKEN),
          LoginOperations::refresh,
          REFRESH_DATA);
  public static final Operation<Done> LOGOUT =
      Operation.both(
          Declaration.of("login/logout", "Ends an access token.").ofServers(ACCESS_TOKEN),
          LoginOperations::logout,
          JsonData.empty(Shape.OBJECT));
  public static final Operation<TokenLife> STATUS =
      Operation.clientGet(
          Declaration.of("token/status", "Shows when the access token expires."),
          LoginOperations::status,
          STATUS_DATA);
  public static final Operation<UserProfile> USER =
      Operation.both(
          Declaration.of("user/detail", "Shows a user as the app knows them.").ofServers(OPEN_ID),
          LoginOperations::user,
          USER_DATA);

  private LoginOperations() {}

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
    if (caller.kind() == Caller.Kind.CLIENT) {
      return params.read(() -> new TokenCommand.Logout(null));
    }
    String accessToken = ACCESS_TOKEN.read(params);
    return params.read(() -> new TokenCommand.Logout(accessToken));
  }

  private static Parsed<Command> status(Params params, Caller caller) {
    return params.read(TokenCommand.ReadTokenLife::new);
  }

  private static Parsed<Command> user(Params params, Caller caller) {
    if (caller.kind() == Caller.Kind.CLIENT) {
      return params.read(() -> new UserCommand.ReadUser(new Subject.Self()));
    }
    String openId = OPEN_ID.read(params);
    return params.read(() -> new UserCommand.ReadUser(new Subject.OpenId(openId)));
  }

  private static void writeTokens(JsonGenerator json, TokenGrant grant) {
    json.writeStringProperty("access_token", grant.accessToken());
    json.writeNumberProperty("access_token_et", grant.accessTokenExpiresAt().getEpochSecond());
    json.writeStringProperty("refresh_token", grant.refreshToken());
    json.writeNumberProperty("refresh_token_et", grant.refreshTokenExpiresAt().getEpochSecond());
  }

  private static void writeScopesAndPayToken(JsonGenerator json, TokenGrant grant) {
    json.writeArrayPropertyStart("scopes");
    for (int scope : grant.scopes()) {
      json.writeNumber(scope);
    }
    json.writeEndArray();
    String payToken = grant.payToken();
    json.writeStringProperty("pay_token", payToken == null ? "" : payToken);
  }
}
