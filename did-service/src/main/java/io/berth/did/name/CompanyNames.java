package io.berth.did.name;

import io.berth.did.text.DisplayName;
import java.util.Collection;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the names of companies, so that no company passes for another. */
@Repository
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
              select from company_names
              where skeleton = any (:skeletons) and company_id <> :companyId)
            """)
        .bind("companyId", companyId)
        .bind("skeletons", skeletons(names))
        .mapValue(Boolean.class)
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
        .sql(
            """
            delete from company_names
            where company_id = :companyId and skeleton <> all (:skeletons)
            """)
        .bind("companyId", companyId)
        .bind("skeletons", skeletons)
        .then()
        .then(
            database
                .sql(
                    """
                    insert into company_names (skeleton, company_id)
                    select unnest(:skeletons), :companyId on conflict do nothing
                    """)
                .bind("companyId", companyId)
                .bind("skeletons", skeletons)
                .then())
        .then(
            database
                .sql(
                    """
                    select count(*) from company_names
                    where company_id = :companyId and skeleton = any (:skeletons)
                    """)
                .bind("companyId", companyId)
                .bind("skeletons", skeletons)
                .mapValue(Long.class)
                .one()
                .map(owned -> owned == skeletons.length));
  }

  private static String[] skeletons(Collection<String> names) {
    return names.stream().map(DisplayName::skeleton).distinct().sorted().toArray(String[]::new);
  }
}
