package io.berth.did.rotation;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Encrypted secrets that a feature stores. */
public interface StoredSecrets {

  /**
   * @param keyId of the key that encrypts them
   */
  record Count(String keyId, long secrets) {}

  Flux<Count> countByKey();

  /**
   * Encrypts again, with the active key, all that are encrypted with another one. Logs and leaves
   * those that cannot be decrypted.
   */
  Mono<Void> encryptAgain();
}
