package io.berth.console.reconciliation;

import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.api.balance.StatementOutcome.Statement;
import io.berth.api.balance.StatementOutcome.StatementEntries;
import io.berth.api.balance.StatementOutcome.StatementEntry;
import io.berth.api.balance.StatementOutcome.StatementLine;
import io.berth.console.export.Csv;
import io.berth.console.page.GatewayClient;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes a statement as rows: per account the opening balance, every entry with the balance after
 * it, and the closing balance. A file whose last balance is not the closing one ends in an error.
 */
@Component
class StatementFile {
  private static final int PAGE = 500;
  private static final String HEAD =
      Csv.row(
          "account",
          "coin",
          "number",
          "time",
          "type",
          "trade_no",
          "order_id",
          "uid",
          "change",
          "balance");

  private final GatewayClient platform;

  StatementFile(GatewayClient platform) {
    this.platform = platform;
  }

  Flux<String> rows(ServerRequest request, String appId, Statement statement) {
    return Flux.fromIterable(statement.lines())
        .concatMap(line -> account(request, appId, statement, line), 1)
        .startWith(HEAD);
  }

  private Flux<String> account(
      ServerRequest request, String appId, Statement period, StatementLine line) {
    return Flux.defer(
        () -> {
          BigDecimal[] balance = {line.opening()};
          Flux<String> entries =
              entries(request, appId, period, line)
                  .map(
                      entry -> {
                        balance[0] = balance[0].add(entry.change());
                        return row(line, entry, balance[0]);
                      });
          Mono<String> closing =
              Mono.fromSupplier(
                  () -> {
                    if (balance[0].compareTo(line.closing()) != 0) {
                      throw new IllegalStateException("entries do not come to the balance");
                    }
                    return edge(line, "closing", period.to(), line.closing());
                  });
          return Flux.concat(
              Mono.just(edge(line, "opening", period.from(), line.opening())), entries, closing);
        });
  }

  private Flux<StatementEntry> entries(
      ServerRequest request, String appId, Statement period, StatementLine line) {
    return page(request, appId, period, line, 0)
        .expand(
            page ->
                page.size() < PAGE
                    ? Mono.empty()
                    : page(request, appId, period, line, page.getLast().number()))
        .concatMapIterable(page -> page, 1);
  }

  private Mono<List<StatementEntry>> page(
      ServerRequest request, String appId, Statement period, StatementLine line, long after) {
    ReadStatementEntries read =
        new ReadStatementEntries(
            line.account(),
            line.coin(),
            period.from(),
            period.to(),
            after,
            line.lastNumber(),
            PAGE,
            period.ofFormer());
    return platform
        .expect(request, appId, read, StatementEntries.class)
        .map(StatementEntries::entries);
  }

  private static String edge(
      StatementLine line, String type, java.time.Instant at, BigDecimal balance) {
    return Csv.row(
        line.account(), line.coin(), null, at, type, null, null, null, null, plain(balance));
  }

  private static String row(StatementLine line, StatementEntry entry, BigDecimal balance) {
    return Csv.row(
        line.account(),
        line.coin(),
        entry.number(),
        entry.at(),
        entry.what(),
        entry.tradeNo(),
        entry.orderId(),
        entry.uid(),
        plain(entry.change()),
        plain(balance));
  }

  private static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }
}
