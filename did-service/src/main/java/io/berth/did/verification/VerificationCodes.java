package io.berth.did.verification;

import io.berth.did.secret.Digests;
import io.berth.did.text.TypedCode;
import io.berth.did.throttle.Guess;
import io.berth.did.throttle.GuessThrottle;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.service.json.BerthJson;
import io.berth.service.key.Randomness;
import io.r2dbc.postgresql.codec.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/**
 * Issues and checks mailed codes of six digits. A new code replaces the former one of the same
 * asker and action, five wrong tries void it, and guesses are delayed over all codes of one
 * account.
 */
@Repository
public final class VerificationCodes {
  /** Key of a payload by which {@link #ofApi} finds who a code was sent to. */
  public static final String HOLDER = "holder";

  private static final TypeReference<Map<String, String>> PAYLOAD = new TypeReference<>() {};

  private final DatabaseClient database;
  private final CodeLimits limits;
  private final GuessThrottle guesses;
  private final CodeProperties properties;

  VerificationCodes(
      DatabaseClient database,
      CodeLimits limits,
      GuessThrottle guesses,
      CodeProperties properties) {
    this.database = database;
    this.limits = limits;
    this.guesses = guesses;
    this.properties = properties;
  }

  /** Result of checking a typed code. */
  public sealed interface Check {}

  /**
   * Right, and counted as tried until it is used or given back.
   *
   * @param payload that was stored with it
   */
  public record Right(Map<String, String> payload) implements Check {}

  public record Wrong() implements Check {}

  /** Too old, tried too often, replaced, used, or never sent. */
  public record Spent() implements Check {}

  /** Not compared: too many wrong codes were typed. */
  public record TooOften(Duration delay) implements Check {}

  /** Whether this client may request more codes for people who are not signed in. */
  public Mono<Boolean> mayAsk(Origin origin) {
    return limits.admitsAsker(origin);
  }

  /**
   * A new code, or empty when too many were asked for.
   *
   * @param payload what is kept with it; made only when the code may be sent, because hashing a
   *     password is dear
   */
  public Mono<Optional<String>> issue(
      MailedCode mailed, Origin origin, Mono<Map<String, String>> payload) {
    String code = sixDigits();
    return limits
        .admits(mailed, origin)
        .flatMap(
            free ->
                free
                    ? payload
                        .flatMap(kept -> store(mailed, code, kept))
                        .thenReturn(Optional.of(code))
                    : Mono.just(Optional.empty()));
  }

  private Mono<Void> store(MailedCode mailed, String code, Map<String, String> payload) {
    return ofCode(
            """
            insert into mailed_codes (purpose, subject, asked_by, code_hash, payload, expires_at)
            values (:purpose, :subject, :askedBy, :codeHash, :payload,
              clock_timestamp() + make_interval(secs => :lifetimeSeconds))
            on conflict (purpose, subject, asked_by) do update set
              code_hash = excluded.code_hash, payload = excluded.payload,
              expires_at = excluded.expires_at, wrong_tries = 0
            """,
            mailed)
        .bind("codeHash", hash(mailed, code))
        .bind("payload", Json.of(BerthJson.mapper().writeValueAsString(payload)))
        .bind("lifetimeSeconds", properties.lifetime().toMillis() / 1000.0)
        .then();
  }

  private GenericExecuteSpec ofCode(String sql, MailedCode mailed) {
    return database
        .sql(sql)
        .bind("purpose", mailed.purpose().name())
        .bind("subject", mailed.subject())
        .bind("askedBy", mailed.askedBy());
  }

  /** Finds the code of a client by its verification id; empty where there is none. */
  public Mono<MailedCode> ofApi(Purpose purpose, String verificationId, String holder) {
    return database
        .sql(
            """
            select subject from mailed_codes
            where asked_by = :askedBy and purpose = :purpose and payload ->> 'holder' = :holder
            """)
        .bind("askedBy", MailedCode.apiDigest(verificationId))
        .bind("purpose", purpose.name())
        .bind("holder", holder)
        .mapValue(String.class)
        .first()
        .map(subject -> MailedCode.ofApi(purpose, subject, verificationId));
  }

  private record Stored(byte[] codeHash, String payload) {}

  /** The try is counted before the code is compared: parallel guesses are counted too. */
  public Mono<Check> check(MailedCode mailed, String code, Origin origin) {
    return guesses
        .check(limits.guesses(mailed, origin), compare(mailed, code))
        .<Check>map(
            guess ->
                switch (guess) {
                  case Guess.Right<Map<String, String>>(Map<String, String> payload) ->
                      new Right(payload);
                  case Guess.Wrong<Map<String, String>> _ -> new Wrong();
                  case Guess.TooOften<Map<String, String>>(Duration delay) -> new TooOften(delay);
                })
        .defaultIfEmpty(new Spent());
  }

  /** The payload where the code is right; an empty Mono where no code is stored. */
  private Mono<Optional<Map<String, String>>> compare(MailedCode mailed, String code) {
    return ofCode(
            """
            update mailed_codes set wrong_tries = wrong_tries + 1
            where purpose = :purpose and subject = :subject and asked_by = :askedBy
              and wrong_tries < :tries
              and expires_at > clock_timestamp()
            returning code_hash, payload::text as payload
            """,
            mailed)
        .bind("tries", properties.tries())
        .mapProperties(Stored.class)
        .one()
        .map(
            stored ->
                MessageDigest.isEqual(stored.codeHash(), hash(mailed, TypedCode.normal(code)))
                    ? Optional.of(BerthJson.mapper().readValue(stored.payload(), PAYLOAD))
                    : Optional.empty());
  }

  /** A right code was not used after all; the person may use it again. */
  public Mono<Void> giveBack(MailedCode mailed) {
    return ofCode(
            """
            update mailed_codes set wrong_tries = wrong_tries - 1
            where purpose = :purpose and subject = :subject and asked_by = :askedBy
              and wrong_tries > 0
            """,
            mailed)
        .then();
  }

  /** True for the first use, which voids the codes that others requested for this address. */
  public Mono<Boolean> use(MailedCode mailed, String code) {
    return ofCode(
            """
            with used as (
              delete from mailed_codes
              where purpose = :purpose and subject = :subject and asked_by = :askedBy
                and code_hash = :codeHash
              returning 1),
            others as (
              delete from mailed_codes
              where purpose = :purpose and subject = :subject and asked_by <> :askedBy
                and purpose <> 'PAYMENT'
                and exists (select from used))
            select count(*) from used
            """,
            mailed)
        .bind("codeHash", hash(mailed, TypedCode.normal(code)))
        .mapValue(Long.class)
        .one()
        .map(used -> used > 0);
  }

  private static String sixDigits() {
    return String.format(Locale.ROOT, "%06d", Randomness.generator().nextInt(1_000_000));
  }

  private byte[] hash(MailedCode mailed, String code) {
    return Digests.hmac(
        properties.keyBytes(), mailed.context(), code.getBytes(StandardCharsets.UTF_8));
  }
}
