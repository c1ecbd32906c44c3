package io.berth.service.sql;

import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyInventory;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySetAutoConfiguration;
import io.berth.service.keyset.KeySettings;
import io.berth.service.keyset.Live;
import io.berth.service.runtime.StartWait;
import io.berth.service.sql.observed.ObservedConnectionFactory;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.DatabaseSpans;
import io.berth.service.trace.TracingProperties;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Connections to PostgreSQL on the event loops that serve HTTP: as many as processors, no more. */
@AutoConfiguration(before = R2dbcAutoConfiguration.class, after = KeySetAutoConfiguration.class)
@EnableConfigurationProperties(DatabasePasswordProperties.class)
@ConditionalOnClass(ConnectionFactoryOptionsBuilderCustomizer.class)
public class SqlAutoConfiguration {

  private static final Option<LoopResources> LOOPS = Option.valueOf("loopResources");

  @Bean
  ConnectionFactoryOptionsBuilderCustomizer onOwnEventLoops(ReactorResourceFactory resources) {
    return options -> options.option(LOOPS, resources.getLoopResources());
  }

  /** Follows {@code berth.database}, if it has an active password at the start. */
  @Bean
  ConnectionFactoryDecorator changingPassword(
      DatabasePasswordProperties atTheStart, KeySettings settings, KeyInventory inventory) {
    if (atTheStart.active() == null) {
      return factory -> factory;
    }
    Live<DatabasePasswordProperties> passwords =
        settings.bind(
            binder -> {
              DatabasePasswordProperties now = DatabasePasswordProperties.of(binder);
              if (now.active() == null) {
                throw new IllegalStateException(
                    DatabasePasswordProperties.PREFIX + ".active is missing");
              }
              return now;
            });
    return factory -> {
      ConnectionFactoryOptions options =
          Objects.requireNonNull(OptionsCapableConnectionFactory.unwrapFrom(factory)).getOptions();
      String role = String.valueOf(options.getValue(ConnectionFactoryOptions.USER));
      inventory.holds(
          () ->
              List.of(
                  HeldKeys.of(
                      KeyKind.DATABASE,
                      role,
                      passwords.get().active(),
                      passwords.get().passwords().keySet())));
      return new ChangingPassword(factory, options, passwords);
    };
  }

  /** Nothing where nothing is traced. */
  @Bean
  ConnectionFactoryDecorator databaseSpans(
      TracingProperties tracing, ObjectProvider<AccessLog> accessLog) {
    if (tracing.endpoint() == null || tracing.sampling() == 0) {
      return factory -> factory;
    }
    DatabaseSpans spans = new DatabaseSpans(accessLog::getObject);
    return factory -> new ObservedConnectionFactory(factory, spans);
  }

  @Bean
  static DatabaseStartStep databaseAwaited(ObjectProvider<ConnectionFactory> connections) {
    return new DatabaseStartStep(connections, StartWait.LIMIT);
  }
}
