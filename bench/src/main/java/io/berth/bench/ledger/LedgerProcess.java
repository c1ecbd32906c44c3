package io.berth.bench.ledger;

import io.berth.bench.process.Worker;
import io.berth.pay.PayServiceApplication;
import io.berth.pay.ledger.Ledger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.r2dbc.core.DatabaseClient;

/** Runs pay-service with a caller of its ledger in the same process, without the outbox relay. */
final class LedgerProcess {

  private LedgerProcess() {}

  public static void main(String[] arguments) throws Exception {
    ConfigurableApplicationContext service =
        new SpringApplicationBuilder(PayServiceApplication.class)
            .properties("spring.config.name=pay-service")
            .run(arguments);
    service.getBean("outboxRelay", Lifecycle.class).stop();
    Payments ledger = new LedgerPayments(service.getBean(Ledger.class));
    Payments oneByOne = new OneByOnePayments(service.getBean(DatabaseClient.class));
    Worker.serve(
        LedgerLoad.class,
        drive ->
            switch (drive.way()) {
              case LEDGER -> new LedgerLoadDriver(drive, ledger).run();
              case ONE_BY_ONE -> new LedgerLoadDriver(drive, oneByOne).run();
              case SET_BASED -> SetBasedCalls.run(drive, service.getEnvironment());
            });
    System.exit(0);
  }
}
