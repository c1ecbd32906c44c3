package io.berth.service.sql.observed;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Mono;

/** Opens connections whose statements are observed. */
public record ObservedConnectionFactory(ConnectionFactory factory, StatementObserver observer)
    implements ConnectionFactory, Wrapped<ConnectionFactory> {

  @Override
  public Mono<? extends Connection> create() {
    return Mono.from(factory.create())
        .map(connection -> new ObservedConnection(connection, observer));
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return factory.getMetadata();
  }

  @Override
  public ConnectionFactory unwrap() {
    return factory;
  }
}
