package io.berth.service.sql;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import reactor.core.publisher.Mono;

/**
 * Ends a transaction also where its request is cancelled while it begins. The pool gives such a
 * connection to the next one, with {@code BEGIN} on its way: a payment would be part of that
 * transaction, answered and never committed.
 */
record UncancelledBegin(ReactiveTransactionManager manager) implements ReactiveTransactionManager {

  @Override
  public Mono<ReactiveTransaction> getReactiveTransaction(
      @Nullable TransactionDefinition definition) {
    return Mono.deferContextual(
        context -> {
          Mono<ReactiveTransaction> begun =
              manager.getReactiveTransaction(definition).contextWrite(context).cache();
          Mono<Void> undone = begun.flatMap(manager::rollback).contextWrite(context);
          // Either the caller ends it, or this does.
          AtomicBoolean taken = new AtomicBoolean();
          return begun
              .filter(_ -> taken.compareAndSet(false, true))
              .doOnCancel(
                  () -> {
                    if (taken.compareAndSet(false, true)) {
                      undone.onErrorComplete().subscribe();
                    }
                  });
        });
  }

  @Override
  public Mono<Void> commit(ReactiveTransaction transaction) {
    return manager.commit(transaction);
  }

  @Override
  public Mono<Void> rollback(ReactiveTransaction transaction) {
    return manager.rollback(transaction);
  }
}
