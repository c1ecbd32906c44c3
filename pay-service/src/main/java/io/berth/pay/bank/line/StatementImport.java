package io.berth.pay.bank.line;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankOutcome.StatementImported;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.statement.BankStatement;
import io.berth.pay.bank.statement.MalformedStatementException;
import io.berth.pay.bank.statement.StatementLine;
import io.berth.pay.bank.statement.Statements;
import io.berth.pay.bank.withdrawal.WithdrawalPosting;
import io.berth.pay.bank.withdrawal.Withdrawals;
import io.berth.service.audit.AuditLog;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Imports bank statements of the platform's account. The same lines again change nothing. */
@Component
class StatementImport {
  private final BankProperties bank;
  private final BankLines lines;
  private final Withdrawals withdrawals;
  private final WithdrawalPosting posting;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  StatementImport(
      BankProperties bank,
      BankLines lines,
      Withdrawals withdrawals,
      WithdrawalPosting posting,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.bank = bank;
    this.lines = lines;
    this.withdrawals = withdrawals;
    this.posting = posting;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> run(ImportBankStatement command, Caller caller) {
    return bank.isOn()
        ? Mono.fromCallable(() -> read(command.content()))
            .subscribeOn(Schedulers.parallel())
            .flatMap(found -> store(found, caller))
            .onErrorResume(
                failure -> Exceptions.unwrap(failure) instanceof MalformedStatementException,
                failure -> Mono.just(unreadable(Exceptions.unwrap(failure).getMessage())))
        : Mono.just(Invalid.of("file", "no-bank-account"));
  }

  private static Invalid unreadable(@Nullable String problem) {
    return Invalid.of("file", "unreadable", String.valueOf(problem));
  }

  private List<BankStatement> read(String content) throws MalformedStatementException {
    byte[] file;
    try {
      file = Base64.getDecoder().decode(content);
    } catch (IllegalArgumentException _) {
      return List.of();
    }
    return Statements.read(file);
  }

  private Mono<Outcome> store(List<BankStatement> statements, Caller caller) {
    if (statements.stream().anyMatch(this::isOfAnotherAccount)) {
      return Mono.just(Invalid.of("file", "other-account", bank.iban()));
    }
    List<StatementLine> all =
        statements.stream().flatMap(statement -> statement.lines().stream()).toList();
    if (all.stream().anyMatch(line -> !line.currency().equals(bank.currency()))) {
      return Mono.just(Invalid.of("file", "other-currency", bank.currency()));
    }
    return lines
        .add(bank.iban(), all)
        .delayUntil(_ -> withdrawals.matchPaid().doOnNext(_ -> posting.postSoon()))
        .flatMap(
            added ->
                audit
                    .write(
                        caller,
                        "bank.import",
                        "bank/" + bank.iban(),
                        "",
                        Map.of(
                            "lines", Integer.toString(all.size()), "added", Long.toString(added)))
                    .thenReturn(
                        (Outcome)
                            new StatementImported(
                                Math.toIntExact(added), all.size() - Math.toIntExact(added))))
        .as(transaction::transactional);
  }

  private boolean isOfAnotherAccount(BankStatement statement) {
    return !statement.account().isEmpty() && !statement.account().equals(bank.iban());
  }
}
