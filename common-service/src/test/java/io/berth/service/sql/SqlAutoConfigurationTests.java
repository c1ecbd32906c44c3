package io.berth.service.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.keyset.KeySetAutoConfiguration;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

class SqlAutoConfigurationTests {

  @Test
  void transactionsBeginUncancelled() {
    new ApplicationContextRunner()
        .withBean(
            ConnectionFactory.class,
            () -> ConnectionFactories.get("r2dbc:postgresql://app:secret@localhost/nowhere"))
        .withConfiguration(
            AutoConfigurations.of(
                SqlTransactionAutoConfiguration.class,
                R2dbcTransactionManagerAutoConfiguration.class,
                TransactionAutoConfiguration.class))
        .run(
            context -> {
              assertThat(context).hasSingleBean(TransactionalOperator.class);
              assertThat(context.getBean(ReactiveTransactionManager.class))
                  .isInstanceOf(UncancelledBegin.class);
            });
  }

  @Test
  void databaseAndWebShareTheirEventLoops() {
    new ApplicationContextRunner()
        .withPropertyValues("berth.public-origin=http://localhost:8080")
        .withConfiguration(
            AutoConfigurations.of(
                RuntimeAutoConfiguration.class,
                KeySetAutoConfiguration.class,
                SqlAutoConfiguration.class))
        .run(
            context -> {
              ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder();
              context.getBean(ConnectionFactoryOptionsBuilderCustomizer.class).customize(options);
              assertThat(options.build().getValue(Option.valueOf("loopResources")))
                  .isSameAs(context.getBean(ReactorResourceFactory.class).getLoopResources());
            });
  }
}
