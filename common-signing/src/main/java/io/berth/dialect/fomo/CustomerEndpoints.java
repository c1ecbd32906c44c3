package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.KeySessionCommand;
import io.berth.api.AccountOutcome.AccountProfile;
import io.berth.api.Outcome.Done;
import io.berth.api.AccountOutcome.Recovery;
import io.berth.api.AccountOutcome.SignedIn;
import io.berth.api.AccountOutcome.VerificationStarted;
import io.berth.dialect.Params;
import io.berth.dialect.Reading;
import java.util.List;

/** {@code customer/…}: the mobile client's own account. */
final class CustomerEndpoints {
  private static final String LANGUAGE = "zh-CN";
  private static final int MAX_LOGIN = 254;
  private static final int MAX_PASSWORD = 128;

  private static final View<VerificationStarted> REGISTERING =
      verification("verify_id", "tmp_user_id");
  private static final View<VerificationStarted> RECOVERING = verification("verify_id", "user_id");

  private static final View<AccountProfile> REGISTERED =
      View.of(
          AccountProfile.class,
          (json, account, command) -> {
            json.writeStringProperty("user_id", Long.toString(account.uid()));
            json.writeStringProperty("fomo_id", UserJson.fomoId(account.uid()));
          });

  private static final View<SignedIn> SIGNED_IN =
      View.of(
          SignedIn.class,
          (json, signedIn, command) -> {
            json.writeStringProperty("session_key", signedIn.sessionKey());
            UserJson.writeOwn(json, signedIn.account());
          });

  private static final View<AccountProfile> ACCOUNT =
      View.of(AccountProfile.class, (json, account, command) -> UserJson.writeOwn(json, account));

  private static final View<Recovery> RECOVERED =
      View.of(
          Recovery.class,
          (json, recovery, command) -> json.writeStringProperty("tmp_session", recovery.token()));

  private static final View<Done> NOTHING = View.of(Done.class, (json, done, command) -> {});

  private CustomerEndpoints() {}

  static List<FomoEndpoint> all() {
    return List.of(
        post("customer/register", CustomerEndpoints::register, REGISTERING),
        post("customer/complete_register", CustomerEndpoints::complete, REGISTERED),
        post("customer/login", CustomerEndpoints::login, SIGNED_IN),
        post("customer/get_user_info", CustomerEndpoints::account, ACCOUNT),
        post("customer/rec_pwd1", CustomerEndpoints::recover, RECOVERING),
        post("customer/rec_pwd2", CustomerEndpoints::verify, RECOVERED),
        post("customer/set_pwd", CustomerEndpoints::setPassword, NOTHING),
        post("customer/set_wallet_pwd", CustomerEndpoints::setWalletPassword, NOTHING));
  }

  private static FomoEndpoint post(String name, FomoEndpoint.Reader reader, View<?> view) {
    return FomoEndpoint.post(name, Proof.NONE, reader, view);
  }

  private static View<VerificationStarted> verification(String idName, String holderName) {
    return View.of(
        VerificationStarted.class,
        (json, started, command) -> {
          json.writeStringProperty(idName, started.verificationId());
          json.writeStringProperty(holderName, started.holder());
        });
  }

  private static Reading<Command> register(Params params, Caller caller) {
    String login = params.required("user_name", 1, MAX_LOGIN);
    String password = params.required("pwd", 1, MAX_PASSWORD);
    return params.read(() -> new KeySessionCommand.Register(login, password, LANGUAGE));
  }

  private static Reading<Command> complete(Params params, Caller caller) {
    String code = params.required("verify_code", FomoShapes.TYPED_CODE);
    String id = params.required("verify_id", FomoShapes.KEY);
    String holder = params.required("tmp_user_id", FomoShapes.KEY);
    return params.read(() -> new KeySessionCommand.CompleteRegistration(id, holder, code));
  }

  private static Reading<Command> login(Params params, Caller caller) {
    String login = params.required("login_name", 1, MAX_LOGIN);
    String password = params.required("pwd", 1, MAX_PASSWORD);
    return params.read(() -> new KeySessionCommand.SignIn(login, password));
  }

  private static Reading<Command> account(Params params, Caller caller) {
    String key = params.required("session_key", FomoShapes.KEY);
    return params.read(() -> new KeySessionCommand.ReadAccount(key));
  }

  private static Reading<Command> recover(Params params, Caller caller) {
    String login = params.required("user_name", 1, MAX_LOGIN);
    return params.read(() -> new KeySessionCommand.StartRecovery(login, LANGUAGE));
  }

  private static Reading<Command> verify(Params params, Caller caller) {
    String id = params.required("verify_id", FomoShapes.KEY);
    String holder = params.required("user_id", FomoShapes.KEY);
    String code = params.required("verify_code", FomoShapes.TYPED_CODE);
    return params.read(() -> new KeySessionCommand.VerifyRecovery(id, holder, code));
  }

  private static Reading<Command> setPassword(Params params, Caller caller) {
    String recovery = params.required("tmp_session", FomoShapes.KEY);
    String password = params.required("pwd", 1, MAX_PASSWORD);
    return params.read(() -> new KeySessionCommand.SetPassword(recovery, password));
  }

  private static Reading<Command> setWalletPassword(Params params, Caller caller) {
    String key = params.required("session_key", FomoShapes.KEY);
    String password = params.required("wallet_pwd", 1, MAX_PASSWORD);
    String recovery = params.required("tmp_session", FomoShapes.KEY);
    return params.read(() -> new KeySessionCommand.SetPayPassword(key, recovery, password));
  }
}
