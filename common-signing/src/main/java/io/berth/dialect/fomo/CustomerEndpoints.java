package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome.Done;
import io.berth.api.account.AccountOutcome.AccountProfile;
import io.berth.api.account.AccountOutcome.Recovery;
import io.berth.api.account.AccountOutcome.SignedIn;
import io.berth.api.account.AccountOutcome.VerificationStarted;
import io.berth.api.account.ApiSessionCommand;
import io.berth.dialect.fomo.json.UserJson;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;

/** {@code customer/…}: the mobile client's own account. */
final class CustomerEndpoints {
  private static final String LANGUAGE = "zh-CN";
  private static final int MAX_LOGIN = 254;
  private static final int MAX_PASSWORD = 128;

  private static final OutcomeView<VerificationStarted> REGISTERING =
      verification("verify_id", "tmp_user_id");
  private static final OutcomeView<VerificationStarted> RECOVERING =
      verification("verify_id", "user_id");

  private static final OutcomeView<AccountProfile> REGISTERED =
      OutcomeView.of(
          AccountProfile.class,
          (json, account, command) -> {
            json.writeStringProperty("user_id", Long.toString(account.uid()));
            json.writeStringProperty("fomo_id", UserJson.fomoId(account.uid()));
          });

  private static final OutcomeView<SignedIn> SIGNED_IN =
      OutcomeView.of(
          SignedIn.class,
          (json, signedIn, command) -> {
            json.writeStringProperty("session_key", signedIn.sessionKey());
            UserJson.writeOwn(json, signedIn.account());
          });

  private static final OutcomeView<AccountProfile> ACCOUNT =
      OutcomeView.of(
          AccountProfile.class, (json, account, command) -> UserJson.writeOwn(json, account));

  private static final OutcomeView<Recovery> RECOVERED =
      OutcomeView.of(
          Recovery.class,
          (json, recovery, command) -> json.writeStringProperty("tmp_session", recovery.token()));

  private static final OutcomeView<Done> NOTHING =
      OutcomeView.of(Done.class, (json, done, command) -> {});

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

  private static FomoEndpoint post(String name, FomoEndpoint.Reader reader, OutcomeView<?> view) {
    return FomoEndpoint.post(name, Proof.NONE, reader, view);
  }

  private static OutcomeView<VerificationStarted> verification(String idName, String holderName) {
    return OutcomeView.of(
        VerificationStarted.class,
        (json, started, command) -> {
          json.writeStringProperty(idName, started.verificationId());
          json.writeStringProperty(holderName, started.holder());
        });
  }

  private static Parsed<Command> register(Params params, Caller caller) {
    String login = params.required("user_name", 1, MAX_LOGIN);
    String password = params.required("pwd", 1, MAX_PASSWORD);
    return params.read(() -> new ApiSessionCommand.Register(login, password, LANGUAGE));
  }

  private static Parsed<Command> complete(Params params, Caller caller) {
    String code = params.required("verify_code", FomoShapes.TYPED_CODE);
    String id = params.required("verify_id", FomoShapes.KEY);
    String holder = params.required("tmp_user_id", FomoShapes.KEY);
    return params.read(() -> new ApiSessionCommand.CompleteRegistration(id, holder, code));
  }

  private static Parsed<Command> login(Params params, Caller caller) {
    String login = params.required("login_name", 1, MAX_LOGIN);
    String password = params.required("pwd", 1, MAX_PASSWORD);
    return params.read(() -> new ApiSessionCommand.SignIn(login, password));
  }

  private static Parsed<Command> account(Params params, Caller caller) {
    String key = params.required("session_key", FomoShapes.KEY);
    return params.read(() -> new ApiSessionCommand.ReadAccount(key));
  }

  private static Parsed<Command> recover(Params params, Caller caller) {
    String login = params.required("user_name", 1, MAX_LOGIN);
    return params.read(() -> new ApiSessionCommand.StartRecovery(login, LANGUAGE));
  }

  private static Parsed<Command> verify(Params params, Caller caller) {
    String id = params.required("verify_id", FomoShapes.KEY);
    String holder = params.required("user_id", FomoShapes.KEY);
    String code = params.required("verify_code", FomoShapes.TYPED_CODE);
    return params.read(() -> new ApiSessionCommand.VerifyRecovery(id, holder, code));
  }

  private static Parsed<Command> setPassword(Params params, Caller caller) {
    String recovery = params.required("tmp_session", FomoShapes.KEY);
    String password = params.required("pwd", 1, MAX_PASSWORD);
    return params.read(() -> new ApiSessionCommand.SetPassword(recovery, password));
  }

  private static Parsed<Command> setWalletPassword(Params params, Caller caller) {
    String key = params.required("session_key", FomoShapes.KEY);
    String password = params.required("wallet_pwd", 1, MAX_PASSWORD);
    String recovery = params.required("tmp_session", FomoShapes.KEY);
    return params.read(() -> new ApiSessionCommand.SetPayPassword(key, recovery, password));
  }
}
