package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.audit.AuditFilter;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.service.audit.AuditLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Posts opening balances. */
@Component
class OpeningBalances {

  /** As the database's without_address() has it. */
  private static final Pattern ADDRESS =
      Pattern.compile("bootstrap/(?<address>.+@.+)(?<rest>/[^/]+/[^/]+)", Pattern.DOTALL);

  private final Coins coins;
  private final Ledger ledger;
  private final AuditLog audit;

  OpeningBalances(Coins coins, Ledger ledger, AuditLog audit) {
    this.coins = coins;
    this.ledger = ledger;
    this.audit = audit;
  }

  /** Checks the command; {@link Refused} where it is wrong. */
  Mono<Coin> check(GiveOpeningBalance command) {
    if (command.uid() <= 0 || command.reference().isBlank()) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "uid and reference are needed");
    }
    return coins
        .byCode(command.coin())
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.COIN_UNKNOWN, command.coin()))
        .doOnNext(coin -> Amounts.check(command.amount(), coin));
  }

  /**
   * Replaces a mail address in the reference by its digest, which stays where the person is erased.
   */
  static GiveOpeningBalance withoutAddress(GiveOpeningBalance command) {
    Matcher parts = ADDRESS.matcher(command.reference());
    return parts.matches()
        ? new GiveOpeningBalance(
            "bootstrap/@" + sha256(parts.group("address")) + parts.group("rest"),
            command.uid(),
            command.account(),
            command.coin(),
            command.amount())
        : command;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public Mono<Outcome> give(GiveOpeningBalance named, Caller caller) {
    GiveOpeningBalance command = withoutAddress(named);
    return check(command)
        .flatMap(
            coin ->
                ledger.post(
                    new LedgerTransaction(
                        new Target.InternalTransfer(
                            command.reference(), Purpose.of(Purpose.Type.OPENING_BALANCE)),
                        null,
                        null,
                        List.of(
                            new Posting(
                                Account.issuer(Realm.of(command.uid())),
                                Account.of(command.uid(), command.account()),
                                command.amount(),
                                coin.id())),
                        caller.requestId())))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted _, PostingOutcome.Exists _ ->
                      written(command, caller).thenReturn(new Outcome.Done());
                  case PostingOutcome.Overloaded _ -> Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT));
                  case PostingOutcome.TooLittle _,
                      PostingOutcome.Frozen _,
                      PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.NotAllowed _,
                      PostingOutcome.WrongState _ ->
                      Mono.just(Refusal.of(ErrorCode.INTERNAL, "a gift was refused: " + outcome));
                });
  }

  /**
   * Writes the audit record after the ledger's own transaction. A repeated command adds a record
   * that a crash has prevented.
   */
  private Mono<Void> written(GiveOpeningBalance command, Caller caller) {
    String object = "gift/" + command.reference();
    return audit
        .read(new AuditFilter(null, null, null, object, null, 1))
        .filter(page -> page.entries().isEmpty())
        .flatMap(
            _ ->
                audit.write(
                    caller,
                    "balance.give",
                    object,
                    "",
                    Map.of(
                        "uid",
                        Long.toString(command.uid()),
                        "account",
                        command.account().name(),
                        "coin",
                        command.coin(),
                        "amount",
                        command.amount().toPlainString())));
  }
}
