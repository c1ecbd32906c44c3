package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Outcome of a {@link Command}: one of the successes below, or a {@link Refusal}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Outcome {

  /** A command that was carried out. */
  sealed interface Success extends Outcome {}

  /**
   * A command that was not carried out and left nothing behind.
   *
   * @param detail for logs and the console, in English, never a secret; dialects send their own
   *     words
   */
  record Refusal(ErrorCode code, @Nullable String detail) implements Outcome {
    public static Refusal of(ErrorCode code) {
      return new Refusal(code, null);
    }

    public static Refusal of(ErrorCode code, String detail) {
      return new Refusal(code, detail);
    }
  }

  record Done() implements Success {}

  /**
   * A change that takes four eyes was asked for and waits; what does not take them is done.
   *
   * @param id of the {@link PendingChange}
   * @param uid as in {@link Identity}; null where no account is concerned
   * @param appliesAt when it is carried out without a second operator; null where one has to
   *     confirm it
   */
  record ChangeWaiting(long id, @Nullable Long uid, @Nullable Instant appliesAt)
      implements Success {}

  /**
   * Treatment of a change that takes four eyes.
   *
   * @param alone whether nobody but the requester can confirm it
   * @param waitSeconds how long it waits then
   * @param acting whether the requester acts as an operator
   * @param tied whether the payee is the requester, or has to do with a company of theirs
   * @param fresh whether the payee's account was made less than the waiting time ago
   */
  record FourEyes(boolean alone, long waitSeconds, boolean acting, boolean tied, boolean fresh)
      implements Success {}

  /** Outcomes that only the console hears, in groups. */
  sealed interface ForConsole extends Success
      permits Access,
          SecondFactorNeeded,
          Invalid,
          CompanyOutcome,
          AppOutcome,
          OrderOutcome,
          DeliveryOutcome,
          AuditOutcome,
          ChangeOutcome,
          OperatorDidOutcome,
          OperatorPayOutcome,
          StatementOutcome,
          ReconciliationOutcome,
          DrillOutcome,
          DoctorOutcome {}

  /**
   * @param permissions with regard to the app or company asked about
   * @param afterSecondFactor what there will be beside, once the session has passed it
   */
  record Access(Set<Permission> permissions, Set<Permission> afterSecondFactor)
      implements ForConsole {}

  /** The session has to pass the second factor before the same command can succeed. */
  record SecondFactorNeeded() implements ForConsole {}

  /** A form that was filled in wrongly; nothing was changed. */
  record Invalid(List<Problem> problems) implements ForConsole {
    public static Invalid of(String field, String problem, String... arguments) {
      return new Invalid(List.of(new Problem(field, problem, List.of(arguments))));
    }
  }

  /**
   * @param field name of the field as the command has it
   * @param problem what is wrong, for example {@code taken}: the console has words for each
   * @param arguments of those words
   */
  record Problem(String field, String problem, List<String> arguments) {}

  /**
   * Fresh tokens.
   *
   * @param scopes granted scopes, ascending
   * @param payToken null where the app or the user's grant lacks scope 12
   */
  record TokenGrant(
      String accessToken,
      Instant accessTokenExpiresAt,
      String refreshToken,
      Instant refreshTokenExpiresAt,
      String companyId,
      String appId,
      String openId,
      String unionId,
      long uid,
      List<Integer> scopes,
      @Nullable String payToken,
      String device)
      implements Success {}

  record TokenLife(String appId, Instant accessTokenExpiresAt) implements Success {}

  record UserProfile(
      String companyId,
      String appId,
      String openId,
      String unionId,
      long uid,
      String name,
      String avatar)
      implements Success {}

  /**
   * A pending order waiting for its payer.
   *
   * @param payCode what the pay page trusts; lives until {@code expiresAt}
   */
  record Prepaid(long orderId, String payCode, Instant expiresAt) implements Success {}

  record OrderFound(Order order) implements Success {}

  /**
   * @param total number of orders that match, regardless of offset and limit
   * @param orders newest first
   */
  record OrderPage(long total, List<Order> orders) implements Success {}

  /**
   * @param events of paid orders among those looked at
   * @param upTo the last order looked at
   * @param more whether there may be others to look at
   */
  record PaidEvents(List<PaidEvent> events, long upTo, boolean more) implements Success {}

  /**
   * @param eventId as in the {@link OrderEvent} that told of the payment
   */
  record PaidEvent(long orderId, String eventId) {}

  record Balances(List<Balance> balances) implements Success {}

  /**
   * @param total including {@code frozen}
   */
  record Balance(long uid, int coinId, String coin, BigDecimal total, BigDecimal frozen) {}

  record Prices(List<Price> prices) implements Success {}

  /**
   * @param symbol as asked for, for example {@code BTC_USDT}
   */
  record Price(String symbol, BigDecimal closePrice) {}

  /**
   * User behind an OpenId or uid, for services.
   *
   * @param openId null for a user who never authorized the app
   * @param grantedScopes union of the scopes accepted since the last revocation
   */
  record Identity(
      String appId,
      long uid,
      @Nullable String openId,
      @Nullable String unionId,
      Set<Integer> grantedScopes)
      implements Success {}

  /** One answer for each who was asked for, in that order: an {@link Identity} or a refusal. */
  record Identities(List<Outcome> outcomes) implements Success {}

  /** State of a user's channel: whether friends are switched on. */
  record FriendsSwitch(boolean open) implements Success {}

  /**
   * @param openIds of the friends in the calling app, in a stable order
   */
  record Friends(List<String> openIds) implements Success {}

  /**
   * Payer as the pay page shows them.
   *
   * @param maskedMail for example {@code a***e@example.com}
   * @param passwordRemembered the session may skip the pay password for this app (scope 10)
   * @param mayRemember the user has granted the app that it may be remembered (scope 10)
   * @param frozenUntil until when this user cannot pay; null where they can, or nobody knows
   * @param passwordTriesLeft wrong pay passwords until paying freezes; null where nobody counts
   */
  record PayerProfile(
      long uid,
      String name,
      String maskedMail,
      boolean hasPayPassword,
      boolean passwordRemembered,
      boolean mayRemember,
      @Nullable Instant frozenUntil,
      @Nullable Integer passwordTriesLeft)
      implements Success {}

  /**
   * A code is on its way by mail.
   *
   * @param verificationId names this request for a code
   * @param holder who it is about; for an account that exists its uid
   */
  record VerificationStarted(String verificationId, String holder) implements Success {}

  /**
   * A user as they see themselves.
   *
   * @param login mail address
   */
  record AccountProfile(long uid, String login, String name, String avatar, Instant createdAt)
      implements Success {}

  /**
   * @param sessionKey 40 hex characters; whoever carries it is the user
   */
  record SignedIn(String sessionKey, AccountProfile account) implements Success {}

  /**
   * @param token good once, for a few minutes
   */
  record Recovery(String token) implements Success {}

  record AccessCode(String code, Instant expiresAt) implements Success {}

  record People(List<Person> people) implements Success {}

  /**
   * @param more whether there are further ones
   */
  record AccountMoves(List<AccountMove> moves, boolean more) implements Success {}

  /**
   * An app whose money was kept in an account of a person.
   *
   * @param formerUid of the person
   * @param uid of the app's own account
   * @param shared whether the person's account held money of other apps too
   */
  record AccountMove(String appId, long formerUid, long uid, boolean shared) {}

  /** Public part of a user. */
  record Person(long uid, String name, String avatar) {}

  /**
   * @param callbackStatus HTTP status of the merchant's answer to the first callback; 0 where none
   *     came in time
   */
  record PaidOut(Order order, int callbackStatus) implements Success {}

  /**
   * @param from who paid, or is to pay
   */
  record Transfer(Order order, Person from, Person to, CoinDetail coin) implements Success {}

  record Coins(List<CoinDetail> coins) implements Success {}

  /**
   * @param priceUsdt null where there is no price
   * @param attributes what the operator told of it: {@code chain_id}, {@code contract} …
   */
  record CoinDetail(
      int id,
      String code,
      int decimals,
      @Nullable BigDecimal priceUsdt,
      Map<String, String> attributes) {}
}
