package io.berth.did.rotation;

import io.berth.did.rotation.KeyRotations.Purpose;
import io.berth.did.rotation.KeyRotations.State;
import io.berth.service.key.SecretBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Encrypts stored secrets again after another key became active, and counts them by key. */
@Component
class SecretRotation {
  private static final Logger log = LoggerFactory.getLogger(SecretRotation.class);

  private final List<StoredSecrets> features;
  private final KeyRotations rotations;
  private final SecretBox box;
  private final KeysInUse inUse;

  /** Counting reads all secrets: after the rotation, once per start is enough. */
  private volatile boolean counted;

  SecretRotation(
      List<StoredSecrets> features, KeyRotations rotations, SecretBox box, KeysInUse inUse) {
    this.features = features;
    this.rotations = rotations;
    this.box = box;
    this.inUse = inUse;
  }

  Mono<Void> run() {
    return rotations
        .state(Purpose.SECRETS, box.activeKey())
        .filter(state -> state != State.FINISHED || !counted)
        .flatMap(state -> count().flatMap(counts -> go(state, counts)));
  }

  private Mono<Void> go(State state, Map<String, Long> counts) {
    if (allActive(counts)) {
      return rotations.finish(Purpose.SECRETS, box.activeKey());
    }
    return state == State.SUPERSEDED ? Mono.empty() : encryptAgain(counts);
  }

  private boolean allActive(Map<String, Long> counts) {
    return counts.keySet().stream().allMatch(box.activeKey()::equals);
  }

  private Mono<Void> encryptAgain(Map<String, Long> counts) {
    log.info("encrypting secrets with the key {} that are under {}", box.activeKey(), counts);
    return Flux.fromIterable(features)
        .concatMap(StoredSecrets::encryptAgain)
        .then(count())
        .doOnNext(after -> log.info("secrets are under {} now", after))
        .then();
  }

  private Mono<Map<String, Long>> count() {
    return Flux.fromIterable(features)
        .concatMap(StoredSecrets::countByKey)
        .collect(
            HashMap<String, Long>::new,
            (sums, count) -> sums.merge(count.keyId(), count.secrets(), Long::sum))
        .<Map<String, Long>>map(Map::copyOf)
        .doOnNext(
            sums -> {
              inUse.count(Purpose.SECRETS, sums);
              counted = true;
            });
  }
}
