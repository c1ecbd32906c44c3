package io.berth.did.publication;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.berth.api.Topics;
import io.berth.did.key.TokenKeys;
import io.berth.did.rotation.KeyRotations;
import io.berth.did.rotation.KeyRotations.Purpose;
import io.berth.did.rotation.KeyRotations.State;
import io.berth.did.rotation.KeysInUse;
import io.berth.did.session.SessionProperties;
import io.berth.did.token.TokenProperties;
import io.berth.service.kafka.follower.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes apps again whose record is signed with a former key. Services that start after that key
 * was dropped would reject such a record, and not know the app. An instance with the former key may
 * publish while the new one is rolled out, so that the topic is looked through until that is over.
 */
@Component
final class AppRecordRotation {
  private static final Logger log = LoggerFactory.getLogger(AppRecordRotation.class);
  private static final String UNSIGNED = "none";

  private final TopicReader reader;
  private final Republisher republisher;
  private final KeyRotations rotations;
  private final TokenKeys keys;
  private final KeysInUse inUse;

  /** Counting reads the topic: after the rotation, once per start is enough. */
  private volatile boolean counted;

  AppRecordRotation(
      TopicReader reader,
      Republisher republisher,
      KeyRotations rotations,
      TokenKeys keys,
      KeysInUse inUse,
      TokenProperties tokens,
      SessionProperties sessions) {
    this.reader = reader;
    this.republisher = republisher;
    this.rotations = rotations;
    this.keys = keys;
    this.inUse = inUse;
    inUse.keeps(Purpose.TOKENS, PublicationConfiguration.longestLife(tokens, sessions));
  }

  Mono<Void> run() {
    return rotations
        .state(Purpose.TOKENS, keys.activeKey())
        .filter(state -> state == State.RUNNING || !counted)
        .flatMap(
            state -> signers().filter(_ -> state == State.RUNNING).flatMap(this::publishAgain));
  }

  private Mono<Void> publishAgain(Map<String, String> signers) {
    List<String> others =
        signers.entrySet().stream()
            .filter(signer -> !signer.getValue().equals(keys.activeKey()))
            .map(Map.Entry::getKey)
            .toList();
    if (others.isEmpty()) {
      return rotations.finish(Purpose.TOKENS, keys.activeKey());
    }
    log.info("publishing {} apps again, signed with the key {}", others.size(), keys.activeKey());
    return Flux.fromIterable(others).concatMap(republisher::app).then();
  }

  /** Ids of the keys that signed the latest records, by app. */
  private Mono<Map<String, String>> signers() {
    return Mono.defer(
        () -> {
          Map<String, String> signers = new ConcurrentHashMap<>();
          return reader
              .read(Topics.APPS, record -> note(record, signers), () -> true)
              .then(
                  Mono.fromCallable(
                      () -> {
                        inUse.count(Purpose.TOKENS, counts(signers));
                        counted = true;
                        return signers;
                      }));
        });
  }

  private static Map<String, Long> counts(Map<String, String> signers) {
    return signers.values().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static void note(TopicRecord record, Map<String, String> signers) {
    byte[] value = record.value();
    String app = record.key();
    if (app != null && value == null) {
      signers.remove(app);
    } else if (app != null) {
      signers.put(app, signer(new String(value, StandardCharsets.UTF_8)));
    }
  }

  private static String signer(String compact) {
    int dot = compact.indexOf('.');
    try {
      String id =
          dot < 0 ? null : JWSHeader.parse(new Base64URL(compact.substring(0, dot))).getKeyID();
      return id == null ? UNSIGNED : id;
    } catch (ParseException e) {
      return UNSIGNED;
    }
  }
}
