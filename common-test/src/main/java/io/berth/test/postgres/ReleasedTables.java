package io.berth.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares tables and functions with those of the last release, whose services go on with the new
 * ones while an upgrade is under way. {@code -Dberth.reference=release} records those of a release.
 */
public final class ReleasedTables {

  private static final Path RELEASED = Path.of("src/test/resources/released-tables.txt");
  private static final String REQUIRED = " required";
  private static final String SEPARATOR = " : ";

  private static final String TODAY =
      """
      select 'function ' || p.oid::regprocedure || ' : ' || pg_get_function_result(p.oid)
      from pg_proc p
      where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype
      union all
      select 'column ' || relname || '.' || attname || ' : ' || format_type(atttypid, atttypmod)
        || case when attnotnull and not atthasdef and attidentity = '' then ' required'
             else '' end
      from pg_attribute join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
        and attnum > 0 and not attisdropped and relname <> 'flyway_schema_history'
      order by 1
      """;

  private ReleasedTables() {}

  /** Fails where a service of the last release would miss something in a migrated database. */
  public static void check(TestDatabase migrated) {
    List<String> today =
        migrated.query(TODAY).stream().map(line -> Objects.requireNonNull(line)).toList();
    try {
      if ("release".equals(System.getProperty("berth.reference"))) {
        Files.createDirectories(RELEASED.getParent());
        Files.write(RELEASED, today);
      }
      assertThat(breaks(byName(Files.readAllLines(RELEASED)), byName(today)))
          .as("expand in this release, contract in the next (decision 65)")
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> byName(List<String> lines) {
    Map<String, String> byName = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split(SEPARATOR, 2);
      byName.put(parts[0], parts[1]);
    }
    return byName;
  }

  static List<String> breaks(Map<String, String> released, Map<String, String> today) {
    List<String> breaks = new ArrayList<>();
    released.forEach(
        (name, form) -> {
          String now = today.get(name);
          if (now == null) {
            breaks.add(name + " is gone; services of the last release use it");
          } else if (!now.equals(form) && !(now + REQUIRED).equals(form)) {
            breaks.add(name + " was " + form + ", and is " + now);
          }
        });
    today.forEach(
        (name, form) -> {
          String table = name.substring(0, name.lastIndexOf('.') + 1);
          boolean known = released.keySet().stream().anyMatch(column -> column.startsWith(table));
          if (!released.containsKey(name)
              && name.startsWith("column ")
              && known
              && form.endsWith(REQUIRED)) {
            breaks.add(name + " has no default; services of the last release do not fill it");
          }
        });
    return breaks;
  }
}
