package io.berth.pay.prepayment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Issues and checks the codes in payers' links. Only hashes are kept. */
@Repository
public class PayCodes {

  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final DatabaseClient database;

  PayCodes(DatabaseClient database) {
    this.database = database;
  }

  /** A new code for an order; others of the same order stay good. */
  Mono<String> issue(long orderId, Instant expiresAt) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return database
        .sql("insert into pay_codes (code_hash, order_id, expires_at) values (:hash, :id, :until)")
        .bind("hash", hash(code))
        .bind("id", orderId)
        .bind("until", expiresAt)
        .then()
        .thenReturn(code);
  }

  /** The order that a code is for, expired or not; empty for a code that was never issued. */
  public Mono<Long> orderId(String code) {
    return database
        .sql("select order_id from pay_codes where code_hash = :hash")
        .bind("hash", hash(code))
        .mapValue(Long.class)
        .one();
  }

  /** Deletes some codes that expired long ago; until then their page can show the outcome. */
  Mono<Long> forget(Instant expiredBefore, int limit) {
    return database
        .sql(
            """
            delete from pay_codes where code_hash in (
              select code_hash from pay_codes where expires_at < :before
               order by expires_at limit :limit)
            """)
        .bind("before", expiredBefore)
        .bind("limit", limit)
        .fetch()
        .rowsUpdated();
  }

  private static byte[] hash(String code) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
