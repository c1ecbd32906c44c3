package io.berth.did.secondfactor;

import io.berth.did.secret.Digests;
import io.berth.did.text.TypedCode;
import io.berth.service.key.Randomness;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores single-use codes for people who lost their device, as hashes only. */
@Repository
final class RecoveryCodes {
  private static final int COUNT = 10;

  /** 80 bits: too many to be tried, so a plain digest hides them. */
  private static final int BYTES = 10;

  private static final HexFormat HEX = HexFormat.of();

  private final DatabaseClient database;

  RecoveryCodes(DatabaseClient database) {
    this.database = database;
  }

  /** Another set, which voids the former; the only time that anybody reads them. */
  Mono<List<String>> replace(long uid) {
    List<String> codes = Stream.generate(RecoveryCodes::code).limit(COUNT).toList();
    return database
        .sql(
            """
            with former as (delete from recovery_codes where uid = :uid)
            insert into recovery_codes (uid, code_hash)
            select :uid, decode(unnest(:codeHashes), 'hex')
            """)
        .bind("uid", uid)
        .bind(
            "codeHashes",
            codes.stream().map(code -> hash(uid, code)).map(HEX::formatHex).toArray(String[]::new))
        .then()
        .thenReturn(codes);
  }

  /** Whether this was one of them; it is not any more. */
  Mono<Boolean> use(long uid, String typed) {
    return database
        .sql("delete from recovery_codes where uid = :uid and code_hash = :codeHash")
        .bind("uid", uid)
        .bind("codeHash", hash(uid, typed))
        .fetch()
        .rowsUpdated()
        .map(used -> used > 0);
  }

  Mono<Long> left(long uid) {
    return database
        .sql("select count(*) from recovery_codes where uid = :uid")
        .bind("uid", uid)
        .mapValue(Long.class)
        .one();
  }

  /** For example {@code abcd-efgh-ijkl-mnop}. */
  private static String code() {
    String letters = Base32.encode(Randomness.bytes(BYTES)).toLowerCase(Locale.ROOT);
    return String.join(
        "-",
        letters.substring(0, 4),
        letters.substring(4, 8),
        letters.substring(8, 12),
        letters.substring(12));
  }

  private static byte[] hash(long uid, String code) {
    String letters = TypedCode.normal(code).toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", "");
    return Digests.sha256("recovery code of " + uid + ":" + letters);
  }
}
