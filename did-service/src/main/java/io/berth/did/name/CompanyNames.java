package io.berth.did.name;

import io.berth.did.text.DisplayName;
import java.util.Collection;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores the names of companies, so that no company passes for another. */
@Component
public final class CompanyNames {
  private final DatabaseClient database;

  CompanyNames(DatabaseClient database) {
    this.database = database;
  }

  /** Whether another company has a name that looks like one of these. */
  public Mono<Boolean> belongToAnother(String companyId, Collection<String> names) {
    return database
        .sql(
            """
            select exists (
              select from company_names where skeleton = any ($2) and company_id <> $1)
            """)
        .bind("$1", companyId)
        .bind("$2", skeletons(names))
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  /**
   * Gives a company these names and takes its former ones away.
   *
   * @return false where another company carries one of them
   */
  public Mono<Boolean> assign(String companyId, Collection<String> names) {
    String[] skeletons = skeletons(names);
    return database
        .sql("delete from company_names where company_id = $1 and skeleton <> all ($2)")
        .bind("$1", companyId)
        .bind("$2", skeletons)
        .then()
        .then(
            database
                .sql(
                    """
                    insert into company_names (skeleton, company_id)
                    select unnest($2), $1 on conflict do nothing
                    """)
                .bind("$1", companyId)
                .bind("$2", skeletons)
                .then())
        .then(
            database
                .sql(
                    "select count(*) from company_names where company_id = $1 and skeleton = any ($2)")
                .bind("$1", companyId)
                .bind("$2", skeletons)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .map(owned -> owned == skeletons.length));
  }

  private static String[] skeletons(Collection<String> names) {
    return names.stream().map(DisplayName::skeleton).distinct().sorted().toArray(String[]::new);
  }
}
