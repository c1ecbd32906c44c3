package io.berth.did.passkey;

import static io.berth.service.sql.Rows.value;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores passkeys. */
@Repository
class Passkeys {

  /** More devices than most people have; each one more is one more to lose. */
  static final int MOST = 10;

  private static final String SELECT =
      """
      select id, uid, credential_id, name, credential, sign_count, backup_eligible, transports,
        created_at, used_at from passkeys
      """;

  private final DatabaseClient database;

  Passkeys(DatabaseClient database) {
    this.database = database;
  }

  /** The oldest first. */
  Mono<List<Passkey>> of(long uid) {
    return database
        .sql(SELECT + "where uid = :uid order by id")
        .bind("uid", uid)
        .map(Passkeys::row)
        .all()
        .collectList();
  }

  Mono<Passkey> find(byte[] credentialId) {
    return database
        .sql(SELECT + "where credential_id = :credentialId")
        .bind("credentialId", credentialId)
        .map(Passkeys::row)
        .one();
  }

  private static Passkey row(Readable row) {
    return new Passkey(
        value(row, "id", Long.class),
        value(row, "uid", Long.class),
        bytes(row, "credential_id"),
        value(row, "name", String.class),
        new Passkey.Key(
            bytes(row, "credential"),
            value(row, "sign_count", Long.class),
            value(row, "backup_eligible", Boolean.class),
            List.of(value(row, "transports", String[].class))),
        value(row, "created_at", Instant.class),
        row.get("used_at", Instant.class));
  }

  private static byte[] bytes(Readable row, String column) {
    ByteBuffer buffer = value(row, column, ByteBuffer.class);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** False where the person has as many as they may, or somebody has this one. */
  Mono<Boolean> add(long uid, byte[] credentialId, String name, Passkey.Key key) {
    return changed(
        database
            .sql(
                """
                with person as (select uid from accounts where uid = :uid for update)
                insert into passkeys (uid, credential_id, name, credential, sign_count,
                  backup_eligible, transports)
                select uid, :credentialId, :name, :credential, :signCount, :backupEligible,
                  :transports from person
                where (select count(*) from passkeys where uid = :uid) < :most
                on conflict do nothing
                """)
            .bind("uid", uid)
            .bind("credentialId", credentialId)
            .bind("name", name)
            .bind("credential", key.credential())
            .bind("signCount", key.signCount())
            .bind("backupEligible", key.backupEligible())
            .bind("transports", key.transports().toArray(String[]::new))
            .bind("most", MOST));
  }

  Mono<Boolean> rename(long uid, long id, String name) {
    return changed(
        database
            .sql("update passkeys set name = :name where id = :id and uid = :uid")
            .bind("name", name)
            .bind("id", id)
            .bind("uid", uid));
  }

  Mono<Boolean> remove(long uid, long id) {
    return changed(
        database
            .sql("delete from passkeys where id = :id and uid = :uid")
            .bind("id", id)
            .bind("uid", uid));
  }

  /**
   * Notes a use; false where another signature was counted meanwhile, or the passkey is gone.
   *
   * @param before count that the signature was compared with
   */
  Mono<Boolean> use(long id, long before, long signCount) {
    return changed(
        database
            .sql(
                """
                update passkeys set sign_count = :signCount, used_at = clock_timestamp()
                where id = :id and sign_count = :before
                """)
            .bind("id", id)
            .bind("before", before)
            .bind("signCount", signCount));
  }

  private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec statement) {
    return statement.fetch().rowsUpdated().map(rows -> rows > 0);
  }
}
