package io.berth.pay.receipt;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.did.DidService;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Moves a player's money between their main and open account. Apps take payments from the open one
 * without asking, so it takes the pay password.
 */
@Component
class OwnTransfers {

  private static final Logger log = LoggerFactory.getLogger(OwnTransfers.class);
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,16}([.]\\d{1,18})?");
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  private final Coins coins;
  private final DidService did;
  private final Ledger ledger;

  OwnTransfers(Coins coins, DidService did, Ledger ledger) {
    this.coins = coins;
    this.did = did;
    this.ledger = ledger;
  }

  /**
   * A filled-in form.
   *
   * @param id of the form: however often it is sent, the money moves once
   * @param to account that gets the money from the other one
   */
  record Filled(
      String id, @Nullable AccountKind to, String coin, String amount, String payPassword) {}

  /** Key of a message about what is wrong; empty where the money was moved. */
  Mono<String> move(Filled form, Caller player) {
    AccountKind to = form.to;
    if (to == null || !FORM.matcher(form.id).matches()) {
      return Mono.just("balances.problem.form");
    }
    return coins
        .byCode(form.coin)
        .filter(coin -> AMOUNT.matcher(form.amount).matches())
        .filter(coin -> Amounts.fits(new BigDecimal(form.amount), coin))
        .map(coin -> transaction(form, to, coin, player))
        .map(transaction -> authorized(form, transaction, player))
        .defaultIfEmpty(Mono.just("balances.problem.amount"))
        .flatMap(problem -> problem);
  }

  private static LedgerTransaction transaction(
      Filled form, AccountKind to, Coin coin, Caller player) {
    long uid = Objects.requireNonNull(player.uid());
    AccountKind from = to == AccountKind.OPEN ? AccountKind.COIN : AccountKind.OPEN;
    return new LedgerTransaction(
        new Target.InternalTransfer("own/" + uid + '/' + form.id, Purpose.of(Purpose.Type.PAYMENT)),
        null,
        null,
        List.of(
            new Posting(
                Account.of(uid, from),
                Account.of(uid, to),
                new BigDecimal(form.amount),
                coin.id())),
        player.requestId());
  }

  private Mono<String> authorized(Filled form, LedgerTransaction transaction, Caller player) {
    AuthorizePayment password =
        new AuthorizePayment(
            Objects.requireNonNull(player.uid()),
            Objects.requireNonNull(player.sessionId()),
            "",
            null,
            null,
            form.payPassword,
            false);
    return did.ask(password, DidService.AUTHORIZE_PAYMENT, player.requestId())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> post(transaction);
                  case Outcome.Refusal refusal -> Mono.just(message(refusal.code()));
                  default ->
                      Mono.error(new IllegalStateException("did-service answers " + outcome));
                });
  }

  private Mono<String> post(LedgerTransaction transaction) {
    return ledger
        .post(transaction)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted _, PostingOutcome.Exists _ -> Mono.<String>empty();
                  case PostingOutcome.TooLittle _ -> Mono.just("balances.problem.balance");
                  case PostingOutcome.Frozen _, PostingOutcome.NotAllowed _ ->
                      Mono.just("pay.problem.frozen");
                  case PostingOutcome.Overloaded _ -> Mono.just("pay.problem.too-frequent");
                  case PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.WrongState _ ->
                      Mono.error(new IllegalStateException("a transfer ended in " + outcome));
                })
        .onErrorResume(
            failure -> {
              log.warn("a transfer between own accounts failed: {}", failure.toString());
              return Mono.just("balances.problem.unknown");
            });
  }

  private static String message(ErrorCode code) {
    return switch (code) {
      case PAY_PASSWORD_WRONG -> "pay.problem.password";
      case PAY_PASSWORD_UNSET -> "pay.problem.password-unset";
      case PAYING_FROZEN -> "pay.problem.frozen";
      case FROZEN_AFTER_PAY_PASSWORD_CHANGE -> "pay.problem.frozen-after-change";
      case TOO_FREQUENT -> "pay.problem.too-frequent";
      default -> "pay.problem.unavailable";
    };
  }
}
