package io.berth.did.verification;

import io.berth.service.key.Randomness;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Generates ids of verifications: random whole numbers, as clients of {@code protocols/fomo.md}
 * expect them. A sequence would tell how many verifications there are and which are open
 * (enumeration). JavaScript represents each of them exactly.
 */
@Repository
public final class VerificationIds {
  private static final long LEAST = 1_000_000_000_000_000L;
  private static final long COUNT = 8_000_000_000_000_000L;
  private static final int TRIES = 5;

  private final DatabaseClient database;

  VerificationIds(DatabaseClient database) {
    this.database = database;
  }

  /** A number in decimal that names no verification that is waiting. */
  public Mono<String> fresh() {
    return Mono.fromSupplier(VerificationIds::random)
        .filterWhen(this::isFree)
        .repeatWhenEmpty(TRIES, tries -> tries);
  }

  private static String random() {
    return Long.toString(LEAST + Randomness.generator().nextLong(COUNT));
  }

  private Mono<Boolean> isFree(String id) {
    return database
        .sql("select not exists (select from mailed_codes where asked_by = :askedBy)")
        .bind("askedBy", MailedCode.apiDigest(id))
        .mapValue(Boolean.class)
        .one();
  }
}
