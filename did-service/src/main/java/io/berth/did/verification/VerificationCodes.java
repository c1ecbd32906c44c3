package io.berth.did.verification;

import io.berth.did.Digests;
import io.berth.did.verification.Throttles.Limit;
import io.berth.service.json.BerthJson;
import io.berth.service.key.Randomness;
import io.r2dbc.postgresql.codec.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Six digits by mail: a new code voids the former, five wrong tries void it too. */
@Component
public final class VerificationCodes {
  private final DatabaseClient database;
  private final Throttles throttles;
  private final CodeProperties properties;
  private final InstantSource clock;

  VerificationCodes(
      DatabaseClient database,
      Throttles throttles,
      CodeProperties properties,
      InstantSource clock) {
    this.database = database;
    this.throttles = throttles;
    this.properties = properties;
    this.clock = clock;
  }

  public enum Purpose {
    REGISTER,
    RESET,
    PAYMENT
  }

  /** What a typed code is worth. */
  public sealed interface Check {}

  /**
   * Right, and counted as tried until it is used or given back.
   *
   * @param payload what was kept with it
   */
  public record Right(Map<String, String> payload) implements Check {}

  public record Wrong() implements Check {}

  /** Too old, tried too often, replaced, used, or never sent. */
  public record Spent() implements Check {}

  /** Keys of a payload by which {@link #subject} finds who a code was sent to. */
  public static final String ID = "id";

  public static final String HOLDER = "holder";

  /** Whether this client address may still have codes sent to people who are not signed in. */
  public Mono<Boolean> mayAsk(String address) {
    return throttles.take(
        new Limit("code:address:" + address, properties.mostSentPerAddress(), properties.window()));
  }

  /** A new code, or empty when too many were asked for. */
  public Mono<Optional<String>> issue(
      Purpose purpose, String subject, Map<String, String> payload) {
    String code = sixDigits();
    return throttles
        .take(
            new Limit(
                "code:" + purpose + ':' + subject, properties.mostSent(), properties.window()))
        .flatMap(
            free ->
                free
                    ? store(purpose, subject, code, payload).thenReturn(Optional.of(code))
                    : Mono.just(Optional.empty()));
  }

  private Mono<Void> store(
      Purpose purpose, String subject, String code, Map<String, String> payload) {
    return database
        .sql(
            """
            insert into verification_codes (purpose, subject, code_hash, payload, expires_at)
            values ($1, $2, $3, $4, $5)
            on conflict (purpose, subject) do update set code_hash = excluded.code_hash,
              payload = excluded.payload, expires_at = excluded.expires_at, wrong_tries = 0
            """)
        .bind("$1", purpose.name())
        .bind("$2", subject)
        .bind("$3", hash(purpose, subject, code))
        .bind("$4", Json.of(BerthJson.mapper().writeValueAsString(payload)))
        .bind("$5", clock.instant().plus(properties.lifetime()))
        .then();
  }

  /** Who a code was sent to, by what was kept with it; empty where no such code is waiting. */
  public Mono<String> subject(Purpose purpose, String id, String holder) {
    return database
        .sql(
            """
            select subject from verification_codes
            where purpose = $1 and payload ->> 'id' = $2 and payload ->> 'holder' = $3
            """)
        .bind("$1", purpose.name())
        .bind("$2", id)
        .bind("$3", holder)
        .map(row -> Objects.requireNonNull(row.get("subject", String.class)))
        .one();
  }

  private record Stored(byte[] hash, String payload) {}

  /** The try is counted before the code is compared: parallel guesses are counted too. */
  public Mono<Check> check(Purpose purpose, String subject, String code) {
    return database
        .sql(
            """
            update verification_codes set wrong_tries = wrong_tries + 1
            where purpose = $1 and subject = $2 and wrong_tries < $3
              and expires_at > clock_timestamp()
            returning code_hash, payload::text as payload
            """)
        .bind("$1", purpose.name())
        .bind("$2", subject)
        .bind("$3", properties.tries())
        .map(
            row ->
                new Stored(
                    Objects.requireNonNull(row.get("code_hash", byte[].class)),
                    Objects.requireNonNull(row.get("payload", String.class))))
        .one()
        .map(
            stored ->
                MessageDigest.isEqual(stored.hash(), hash(purpose, subject, code.strip()))
                    ? new Right(
                        BerthJson.mapper()
                            .readValue(
                                stored.payload(), new TypeReference<Map<String, String>>() {}))
                    : (Check) new Wrong())
        .defaultIfEmpty(new Spent());
  }

  /** A right code was not used after all; the person may use it again. */
  public Mono<Void> giveBack(Purpose purpose, String subject) {
    return database
        .sql(
            """
            update verification_codes set wrong_tries = wrong_tries - 1
            where purpose = $1 and subject = $2 and wrong_tries > 0
            """)
        .bind("$1", purpose.name())
        .bind("$2", subject)
        .then();
  }

  /** True for the one who used it. */
  public Mono<Boolean> use(Purpose purpose, String subject, String code) {
    return database
        .sql(
            """
            delete from verification_codes where purpose = $1 and subject = $2 and code_hash = $3
            """)
        .bind("$1", purpose.name())
        .bind("$2", subject)
        .bind("$3", hash(purpose, subject, code.strip()))
        .fetch()
        .rowsUpdated()
        .map(deleted -> deleted > 0);
  }

  private static String sixDigits() {
    return String.format(Locale.ROOT, "%06d", Randomness.generator().nextInt(1_000_000));
  }

  private byte[] hash(Purpose purpose, String subject, String code) {
    return Digests.hmac(
        properties.keyBytes(),
        "code:" + purpose + ':' + subject,
        code.getBytes(StandardCharsets.UTF_8));
  }
}
