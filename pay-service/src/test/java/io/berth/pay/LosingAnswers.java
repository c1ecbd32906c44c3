package io.berth.pay;

import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.PostingLoop;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.service.wakeup.WakeUp;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/** A database connection that breaks once: after the commit, or before the database heard of it. */
@TestConfiguration(proxyBeanMethods = false)
public class LosingAnswers {

  public enum Loss {
    NONE,
    AFTER_THE_COMMIT,
    /** Of what is no posting: prepayments, and callbacks that are sent again. */
    AFTER_ANOTHER_COMMIT,
    BEFORE_THE_COMMIT,
    /** No response comes, but what was asked for is done. */
    SILENT
  }

  /** Connection whose next responses may be lost. */
  public static final class Line {
    public volatile Loss next = Loss.NONE;

    private static RuntimeException broken() {
      return new R2dbcNonTransientResourceException("Connection closed");
    }
  }

  @Bean
  Line line() {
    return new Line();
  }

  @Bean
  @Primary
  Ledger losingLedger(PostingLoop ledger, Line line) {
    return new Ledger() {
      @Override
      public Mono<PostingOutcome> post(LedgerTransaction transaction) {
        return switch (line.next) {
          case NONE, AFTER_ANOTHER_COMMIT -> ledger.post(transaction);
          case AFTER_THE_COMMIT -> ledger.post(transaction).then(Mono.error(Line.broken()));
          case BEFORE_THE_COMMIT -> Mono.error(Line.broken());
          case SILENT -> ledger.post(transaction).then(Mono.never());
        };
      }
    };
  }

  /** Called after the commit of what is no posting, so that it can lose that response. */
  @Bean
  @Primary
  WakeUp losingWakeUp(Line line) {
    return () -> {
      if (line.next == Loss.AFTER_ANOTHER_COMMIT) {
        line.next = Loss.NONE;
        throw Line.broken();
      }
    };
  }
}
