package io.berth.service.keyset;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import reactor.core.publisher.Mono;

/**
 * Reports which keys this instance has, by id, at {@code /actuator/keys} of its management port.
 */
@Endpoint(id = "keys")
final class KeysEndpoint {
  private final KeyInventory inventory;
  private final KeySettings settings;
  private final String service;

  KeysEndpoint(KeyInventory inventory, KeySettings settings, String service) {
    this.inventory = inventory;
    this.settings = settings;
    this.service = service;
  }

  @ReadOperation
  Mono<KeyReport> keys() {
    return inventory.report(settings, service);
  }
}
