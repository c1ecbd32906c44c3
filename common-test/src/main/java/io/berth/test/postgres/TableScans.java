package io.berth.test.postgres;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which tables are read from end to end, whoever does it. PostgreSQL itself counts; it is
 * made to believe that each table that has rows has ten million of them, so that it plans as it
 * would then. What a service does while this watches has to be all that it does while it is busy.
 */
public final class TableScans {

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  /** More than a service's pool has. */
  private static final int CONNECTIONS = 32;

  private static final String LARGE =
      "relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0"
          + " and relname not in ('flyway_schema_history'%s)";
  private static final String OTHERS =
      " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
          + " and backend_type = 'client backend'";

  private final TestDatabase database;
  private final String large;

  /**
   * @param small tables that stay small, hence may be read as a whole
   */
  public TableScans(TestDatabase database, String... small) {
    this.database = database;
    StringBuilder excepted = new StringBuilder();
    for (String table : small) {
      excepted.append(", '").append(table).append('\'');
    }
    this.large = LARGE.formatted(excepted);
  }

  /**
   * Begins to count. Connections of before are closed: they have counted already.
   *
   * @see #recover
   */
  public void watch() {
    database.execute(
        "do $$ declare large regclass; begin for large in select oid from pg_class where "
            + large
            + " loop execute format('alter table %s set (autovacuum_enabled = false)', large);"
            + " end loop; end $$");
    database.execute(
        "update pg_class set reltuples = 1e7,"
            + " relpages = pg_relation_size(oid) / current_setting('block_size')::integer where "
            + large);
    closeOthers();
    database.execute("select pg_stat_force_next_flush()");
    database.execute("select pg_stat_reset()");
  }

  /**
   * Waits until a service has noticed which of its connections are closed.
   *
   * @param request fails while it has not
   */
  public static void recover(Runnable request) {
    await()
        .atMost(MAX_WAIT)
        .ignoreExceptionsMatching(_ -> true)
        .until(
            () -> {
              for (int i = 0; i < CONNECTIONS; i++) {
                request.run();
              }
              return true;
            });
  }

  /** Tables that were read from end to end since. */
  public List<@Nullable String> found() {
    closeOthers();
    return database.query(
        "select relname || ' ' || seq_scan from pg_stat_user_tables where seq_scan > 0"
            + " and relid in (select oid from pg_class where "
            + large
            + ") order by 1");
  }

  /** A connection that ends says what it has counted. */
  private void closeOthers() {
    List<@Nullable String> closed = database.query("select pid" + OTHERS);
    database.execute("select pg_terminate_backend(pid)" + OTHERS);
    await()
        .atMost(MAX_WAIT)
        .until(() -> database.query("select pid" + OTHERS).stream().noneMatch(closed::contains));
  }
}
