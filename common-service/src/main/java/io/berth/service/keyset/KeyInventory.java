package io.berth.service.keyset;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Collects which keys this instance has. Whatever holds keys adds itself. */
public final class KeyInventory {
  private final List<Supplier<List<HeldKeys>>> holders = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<KeyUse>>> users = new CopyOnWriteArrayList<>();
  private final List<Supplier<Mono<Void>>> refreshing = new CopyOnWriteArrayList<>();

  public void holds(Supplier<List<HeldKeys>> holder) {
    holders.add(holder);
  }

  public void uses(Supplier<List<KeyUse>> user) {
    users.add(user);
  }

  /** Adds what is to be done before a report, so that it is up to date. */
  public void refresh(Supplier<Mono<Void>> refresh) {
    refreshing.add(refresh);
  }

  Mono<KeyReport> report(KeySettings settings, String service) {
    return Flux.fromIterable(refreshing)
        .concatMap(Supplier::get)
        .then(
            Mono.fromSupplier(
                () ->
                    new KeyReport(
                        service, collected(holders), collected(users), settings.problem())));
  }

  private static <T> List<T> collected(List<Supplier<List<T>>> suppliers) {
    return suppliers.stream().flatMap(supplier -> supplier.get().stream()).toList();
  }
}
