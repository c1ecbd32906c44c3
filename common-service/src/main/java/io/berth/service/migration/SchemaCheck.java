package io.berth.service.migration;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Compares the tables with what this version of a service needs, instead of migrating them. Tables
 * of a newer version are accepted, as while services are upgraded one after the other.
 */
final class SchemaCheck implements FlywayMigrationStrategy {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /**
   * @throws OutdatedSchemaException if the tables lack a migration
   */
  @Override
  public void migrate(Flyway flyway) {
    MigrationInfo[] all = read(flyway);
    List<String> missing =
        Arrays.stream(all)
            .filter(SchemaCheck::isNotApplied)
            .filter(migration -> !wasAppliedBefore(migration, all))
            .map(MigrationInfo::getScript)
            .toList();
    if (!missing.isEmpty()) {
      throw new OutdatedSchemaException(missing);
    }
  }

  private static MigrationInfo[] read(Flyway flyway) {
    try {
      return flyway.info().all();
    } catch (FlywayException e) {
      if (isForbidden(e)) {
        // What lets the runtime role read the history is a migration itself.
        throw new OutdatedSchemaException(List.of("R__schema_history.sql"));
      }
      throw e;
    }
  }

  private static boolean isForbidden(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused
          && INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNotApplied(MigrationInfo migration) {
    return migration.getState() == MigrationState.PENDING
        || migration.getState() == MigrationState.IGNORED;
  }

  /** A newer version has replaced a function that this one has made. */
  private static boolean wasAppliedBefore(MigrationInfo migration, MigrationInfo[] all) {
    return migration.isRepeatable()
        && Arrays.stream(all)
            .filter(MigrationInfo::isApplied)
            .filter(MigrationInfo::isRepeatable)
            .filter(applied -> applied.getDescription().equals(migration.getDescription()))
            .anyMatch(
                applied ->
                    Objects.equals(applied.getAppliedChecksum(), migration.getResolvedChecksum()));
  }
}
