package io.berth.service.sql;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;

/** Begins and ends transactions, in the place of Spring Boot's own manager. */
@AutoConfiguration(
    after = R2dbcAutoConfiguration.class,
    before = R2dbcTransactionManagerAutoConfiguration.class)
@ConditionalOnClass(R2dbcTransactionManager.class)
@ConditionalOnSingleCandidate(ConnectionFactory.class)
public class SqlTransactionAutoConfiguration {

  @Bean
  ReactiveTransactionManager transactions(ConnectionFactory connections) {
    return new UncancelledBegin(new R2dbcTransactionManager(connections));
  }
}
