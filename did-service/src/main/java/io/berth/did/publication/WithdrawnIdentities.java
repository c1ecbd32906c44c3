package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.api.user.IdentityRecord;
import io.berth.did.identity.Identities;
import io.berth.did.identity.Identities.Uid;
import io.berth.did.secret.Identifiers;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.follower.TopicRecord;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.runtime.MayBlock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Withdraws identities that the database does not know: a record without scopes and with an OpenId
 * that nobody has been told takes their place, so that the former OpenId leads to nobody.
 */
@Component
final class WithdrawnIdentities {
  private static final int PAGE = 500;
  private static final int ON_THEIR_WAY = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final TopicReader reader;
  private final Identities identities;
  private final TopicPublisher publisher;
  private final RecordVerifier verifier;

  WithdrawnIdentities(TopicReader reader, Identities identities, Events events, RecordKeys keys) {
    this.reader = reader;
    this.identities = identities;
    this.publisher = events.to(Topics.IDENTITIES);
    this.verifier = keys.verifier(Topics.IDENTITIES);
  }

  /**
   * Completes with the number of records when the broker has all of them; an identity may count
   * more than once.
   *
   * @param version of the withdrawn records, above all earlier ones
   */
  Mono<Long> withdraw(long version) {
    return Mono.defer(
        () -> {
          Withdrawal withdrawal = new Withdrawal(version);
          return reader
              .read(Topics.IDENTITIES, verifier, withdrawal::add, () -> true)
              .then(Mono.defer(withdrawal::rest))
              .then(Mono.fromSupplier(() -> withdrawal.withdrawn));
        });
  }

  private final class Withdrawal {
    private final long version;

    /** Records that are looked for together. */
    private final Map<Uid, IdentityRecord> page = new HashMap<>();

    private volatile long withdrawn;

    Withdrawal(long version) {
      this.version = version;
    }

    @MayBlock("the thread that reads the topic, which must not read on before the page is done")
    void add(TopicRecord record) {
      byte[] value = record.value();
      if (value != null) {
        IdentityRecord identity = BerthJson.mapper().readValue(value, IdentityRecord.class);
        if (identity.version() < version) {
          page.put(new Uid(identity.appId(), identity.uid()), identity);
        }
      }
      if (page.size() >= PAGE) {
        try {
          rest().block(TIMEOUT);
        } catch (RuntimeException e) {
          throw new TopicFollower.NotYet("identities cannot be withdrawn: " + e.getMessage());
        }
      }
    }

    Mono<Void> rest() {
      Map<Uid, IdentityRecord> wanted = Map.copyOf(page);
      return identities
          .known(wanted.keySet())
          .collect(Collectors.toSet())
          .flatMap(known -> publish(wanted, known));
    }

    private Mono<Void> publish(Map<Uid, IdentityRecord> wanted, Set<Uid> known) {
      return Flux.fromIterable(wanted.entrySet())
          .filter(identity -> !known.contains(identity.getKey()))
          .flatMap(
              identity ->
                  publisher
                      .publishJson(key(identity.getKey()), without(identity.getValue()))
                      .thenReturn(1L),
              ON_THEIR_WAY)
          .count()
          .doOnNext(
              count -> {
                withdrawn += count;
                page.clear();
              })
          .then();
    }

    private IdentityRecord without(IdentityRecord identity) {
      return new IdentityRecord(
          identity.appId(),
          identity.companyId(),
          identity.uid(),
          Identifiers.hex(),
          identity.unionId(),
          Set.of(),
          version);
    }

    private static String key(Uid uid) {
      return uid.appId() + ':' + uid.uid();
    }
  }
}
