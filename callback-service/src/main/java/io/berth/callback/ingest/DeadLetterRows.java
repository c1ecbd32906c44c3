package io.berth.callback.ingest;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Topics;
import io.berth.api.delivery.DeadLetterOutcome.DeadLetterRecord;
import io.berth.api.delivery.DeadLetterOutcome.DeadLetters;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores records that could not be handled, until somebody handles or drops them. */
@Repository
class DeadLetterRows {

  /** A producer must not be able to fill the disk. */
  private static final int MOST = 1_000;

  private static final int PAGE = 100;
  private static final int LONGEST_SHOWN = 4_000;

  private static final String INSERT =
      """
      insert into poison_records (topic, partition, "offset", key, value, error, repeatable)
      select :topic, :partition, :offset, :key, :value, :error, :repeatable
      where (select count(*) from (select from poison_records limit :most) kept) < :most
      on conflict do nothing
      """;

  private final DatabaseClient database;

  DeadLetterRows(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> store(DeadLetter letter) {
    return database.sql(INSERT).bindProperties(letter).bind("most", MOST).then();
  }

  Mono<DeadLetters> newest() {
    return database
        .sql(
            """
            select partition, "offset", key, value, error, seen_at, repeatable from poison_records
             where topic = :topic order by seen_at desc, partition, "offset" desc limit :limit
            """)
        .bind("topic", Topics.ORDERS)
        .bind("limit", PAGE + 1)
        .map(DeadLetterRows::read)
        .all()
        .collectList()
        .map(
            found ->
                new DeadLetters(
                    found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE));
  }

  private static DeadLetterRecord read(Readable row) {
    return new DeadLetterRecord(
        value(row, "partition", Integer.class),
        value(row, "offset", Long.class),
        text(row.get("key", byte[].class)),
        text(row.get("value", byte[].class)),
        value(row, "error", String.class),
        value(row, "seen_at", Instant.class),
        value(row, "repeatable", Boolean.class));
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Value of a record that may be handled again; empty for any other. */
  Mono<byte[]> repeatable(int partition, long offset) {
    return database
        .sql(
            """
            select value from poison_records
             where topic = :topic and partition = :partition and "offset" = :offset and repeatable
            """)
        .bind("topic", Topics.ORDERS)
        .bind("partition", partition)
        .bind("offset", offset)
        .map(row -> value(row, "value", byte[].class))
        .one();
  }

  /** False where it is not there any more. */
  Mono<Boolean> remove(int partition, long offset) {
    return database
        .sql(
            """
            delete from poison_records
             where topic = :topic and partition = :partition and "offset" = :offset
            """)
        .bind("topic", Topics.ORDERS)
        .bind("partition", partition)
        .bind("offset", offset)
        .fetch()
        .rowsUpdated()
        .map(removed -> removed > 0);
  }
}
