package io.berth.dialect.fomo;

import static io.berth.dialect.fomo.FomoParameters.LOGIN_NAME;
import static io.berth.dialect.fomo.FomoParameters.PASSWORD;
import static io.berth.dialect.fomo.FomoParameters.PAY_PASSWORD;
import static io.berth.dialect.fomo.FomoParameters.RECOVERY;
import static io.berth.dialect.fomo.FomoParameters.SESSION_KEY;
import static io.berth.dialect.fomo.FomoParameters.USER_NAME;
import static io.berth.dialect.fomo.FomoParameters.VERIFY_CODE;
import static io.berth.dialect.fomo.FomoParameters.VERIFY_ID;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome.Done;
import io.berth.api.account.AccountOutcome.AccountProfile;
import io.berth.api.account.AccountOutcome.Recovery;
import io.berth.api.account.AccountOutcome.SignedIn;
import io.berth.api.account.AccountOutcome.VerificationStarted;
import io.berth.api.account.ApiSessionCommand;
import io.berth.dialect.fomo.json.UserJson;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;

/** {@code customer/…}: the mobile client's own account. */
final class CustomerEndpoints {
  private static final String LANGUAGE = "zh-CN";

  private static final Text REGISTRATION =
      FomoParameters.key("tmp_user_id", "Registration that customer/register began");
  private static final Text RECOVERING_USER =
      FomoParameters.key("user_id", "User that customer/rec_pwd1 answered");

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
        post(
            Declaration.of(
                "customer/register", "Begins an account and mails a code.", USER_NAME, PASSWORD),
            CustomerEndpoints::register,
            REGISTERING),
        post(
            Declaration.of(
                "customer/complete_register",
                "Makes the account with the mailed code.",
                VERIFY_CODE,
                VERIFY_ID,
                REGISTRATION),
            CustomerEndpoints::complete,
            REGISTERED),
        post(
            Declaration.of("customer/login", "Opens a session.", LOGIN_NAME, PASSWORD),
            CustomerEndpoints::login,
            SIGNED_IN),
        post(
            Declaration.of("customer/get_user_info", "Shows the user of a session.", SESSION_KEY),
            CustomerEndpoints::account,
            ACCOUNT),
        post(
            Declaration.of("customer/rec_pwd1", "Begins the recovery of a password.", USER_NAME),
            CustomerEndpoints::recover,
            RECOVERING),
        post(
            Declaration.of(
                "customer/rec_pwd2",
                "Confirms the recovery with the mailed code.",
                VERIFY_ID,
                RECOVERING_USER,
                VERIFY_CODE),
            CustomerEndpoints::verify,
            RECOVERED),
        post(
            Declaration.of("customer/set_pwd", "Sets a new password.", RECOVERY, PASSWORD),
            CustomerEndpoints::setPassword,
            NOTHING),
        post(
            Declaration.of(
                "customer/set_wallet_pwd",
                "Sets a new pay password.",
                SESSION_KEY,
                PAY_PASSWORD,
                RECOVERY),
            CustomerEndpoints::setWalletPassword,
            NOTHING));
  }

  private static FomoEndpoint post(
      Declaration declaration, FomoEndpoint.Reader reader, OutcomeView<?> view) {
    return FomoEndpoint.post(declaration, Proof.NONE, reader, view);
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
    String login = USER_NAME.read(params);
    String password = PASSWORD.read(params);
    return params.read(() -> new ApiSessionCommand.Register(login, password, LANGUAGE));
  }

  private static Parsed<Command> complete(Params params, Caller caller) {
    String code = VERIFY_CODE.read(params);
    String id = VERIFY_ID.read(params);
    String holder = REGISTRATION.read(params);
    return params.read(() -> new ApiSessionCommand.CompleteRegistration(id, holder, code));
  }

  private static Parsed<Command> login(Params params, Caller caller) {
    String login = LOGIN_NAME.read(params);
    String password = PASSWORD.read(params);
    return params.read(() -> new ApiSessionCommand.SignIn(login, password));
  }

  private static Parsed<Command> account(Params params, Caller caller) {
    String key = SESSION_KEY.read(params);
    return params.read(() -> new ApiSessionCommand.ReadAccount(key));
  }

  private static Parsed<Command> recover(Params params, Caller caller) {
    String login = USER_NAME.read(params);
    return params.read(() -> new ApiSessionCommand.StartRecovery(login, LANGUAGE));
  }

  private static Parsed<Command> verify(Params params, Caller caller) {
    String id = VERIFY_ID.read(params);
    String holder = RECOVERING_USER.read(params);
    String code = VERIFY_CODE.read(params);
    return params.read(() -> new ApiSessionCommand.VerifyRecovery(id, holder, code));
  }

  private static Parsed<Command> setPassword(Params params, Caller caller) {
    String recovery = RECOVERY.read(params);
    String password = PASSWORD.read(params);
    return params.read(() -> new ApiSessionCommand.SetPassword(recovery, password));
  }

  private static Parsed<Command> setWalletPassword(Params params, Caller caller) {
    String key = SESSION_KEY.read(params);
    String password = PAY_PASSWORD.read(params);
    String recovery = RECOVERY.read(params);
    return params.read(() -> new ApiSessionCommand.SetPayPassword(key, recovery, password));
  }
}
