package io.berth.service.sql;

import io.berth.service.runtime.StartWait;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Option;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Connections to PostgreSQL on the event loops that serve HTTP: as many as processors, no more. */
@AutoConfiguration(before = R2dbcAutoConfiguration.class)
@ConditionalOnClass(ConnectionFactoryOptionsBuilderCustomizer.class)
public class SqlAutoConfiguration {

  private static final Option<LoopResources> LOOPS = Option.valueOf("loopResources");

  @Bean
  ConnectionFactoryOptionsBuilderCustomizer onOwnEventLoops(ReactorResourceFactory resources) {
    return options -> options.option(LOOPS, resources.getLoopResources());
  }

  @Bean
  static DatabaseStartStep databaseAwaited(ObjectProvider<ConnectionFactory> connections) {
    return new DatabaseStartStep(connections, StartWait.LIMIT);
  }
}
