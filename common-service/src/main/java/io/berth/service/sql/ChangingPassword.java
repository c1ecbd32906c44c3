package io.berth.service.sql;

import io.berth.service.keyset.Live;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcException;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Opens connections with the active password and, where PostgreSQL refuses that, with the others:
 * PostgreSQL knows one at a time, and instances learn of a change sooner or later.
 */
final class ChangingPassword implements ConnectionFactory {
  private final ConnectionFactoryMetadata metadata;

  /** One for each password, the active one first. */
  private final Live<List<ConnectionFactory>> factories;

  ChangingPassword(
      ConnectionFactory factory,
      ConnectionFactoryOptions options,
      Live<DatabasePasswordProperties> passwords) {
    this.metadata = factory.getMetadata();
    this.factories =
        passwords.map(
            now -> now.activeFirst().stream().map(password -> with(options, password)).toList());
  }

  private static ConnectionFactory with(ConnectionFactoryOptions options, String password) {
    return ConnectionFactories.get(
        options.mutate().option(ConnectionFactoryOptions.PASSWORD, password).build());
  }

  @Override
  public Mono<? extends Connection> create() {
    return Mono.defer(() -> create(factories.get(), 0));
  }

  private static Mono<Connection> create(List<ConnectionFactory> factories, int index) {
    return Mono.<Connection>from(factories.get(index).create())
        .onErrorResume(
            failure -> isRefused(failure) && index + 1 < factories.size(),
            _ -> create(factories, index + 1));
  }

  private static boolean isRefused(Throwable failure) {
    return failure instanceof R2dbcException refusal
        && DatabasePasswordProperties.INVALID_PASSWORD.equals(refusal.getSqlState());
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return metadata;
  }
}
