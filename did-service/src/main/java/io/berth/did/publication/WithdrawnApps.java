package io.berth.did.publication;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.api.Topics;
import io.berth.did.app.AppRecords;
import io.berth.did.key.TokenKeys;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.follower.TopicRecord;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.key.TokenType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Withdraws apps that the database does not know: their record is disabled, then removed, which is
 * how services let go of an app.
 */
@Component
final class WithdrawnApps {
  private final TopicReader reader;
  private final AppRecords records;
  private final TokenKeys keys;
  private final TopicPublisher publisher;

  WithdrawnApps(TopicReader reader, AppRecords records, TokenKeys keys, Events events) {
    this.reader = reader;
    this.records = records;
    this.keys = keys;
    this.publisher = events.toSelfSigned(Topics.APPS);
  }

  /**
   * Completes with their number when the broker has all of it.
   *
   * @param version of the withdrawn records, above all earlier ones
   */
  Mono<Long> withdraw(long version) {
    return Mono.defer(
        () -> {
          Map<String, String> latest = new ConcurrentHashMap<>();
          return reader
              .read(Topics.APPS, record -> note(record, latest), () -> true)
              .thenMany(Flux.fromIterable(latest.entrySet()))
              .filterWhen(app -> records.find(app.getKey()).hasElement().map(known -> !known))
              .concatMap(app -> withdraw(app.getKey(), app.getValue(), version))
              .count();
        });
  }

  private static void note(TopicRecord record, Map<String, String> latest) {
    String appId = record.key();
    byte[] value = record.value();
    if (appId != null && value == null) {
      latest.remove(appId);
    } else if (appId != null) {
      latest.put(appId, new String(value, StandardCharsets.US_ASCII));
    }
  }

  /** A record that this service has not signed counts nowhere. */
  private Mono<String> withdraw(String appId, String signed, long version) {
    JWTClaimsSet genuine = keys.verify(TokenType.APP_RECORD, signed);
    if (genuine == null || !appId.equals(genuine.getClaim("appId"))) {
      return Mono.empty();
    }
    Map<String, Object> app = new HashMap<>(genuine.toJSONObject());
    // Without a launch state it is suspended, for services of the release before as well.
    app.remove("launch");
    app.put("enabled", false);
    app.put("version", version);
    String json = BerthJson.mapper().writeValueAsString(app);
    return publisher
        .publish(appId, keys.sign(TokenType.APP_RECORD, json))
        .then(publisher.publish(appId, null))
        .thenReturn(appId);
  }
}
