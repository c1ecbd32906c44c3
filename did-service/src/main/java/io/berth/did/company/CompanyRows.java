package io.berth.did.company;

import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.launch.LaunchState;
import io.berth.service.page.Names;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads companies and their lists of apps. */
@Repository
public final class CompanyRows {
  private static final int MOST = 500;

  private final DatabaseClient database;

  CompanyRows(DatabaseClient database) {
    this.database = database;
  }

  public Mono<Boolean> exists(String companyId) {
    return database
        .sql("select exists (select from companies where company_id = :companyId)")
        .bind("companyId", companyId)
        .mapValue(Boolean.class)
        .one();
  }

  /** Companies in which the user is a member. */
  Mono<List<Company>> of(long uid) {
    return database
        .sql(
            """
            select c.company_id, c.name, c.enabled, m.role
            from company_members m join companies c on c.company_id = m.company_id
            where m.uid = :uid order by m.created_at, c.company_id limit :limit
            """)
        .bind("uid", uid)
        .bind("limit", MOST)
        .map(CompanyRows::company)
        .all()
        .collectList();
  }

  /** The company as the user sees it, who need not be a member. */
  public Mono<Company> find(String companyId, long uid) {
    return database
        .sql(
            """
            select c.company_id, c.name, c.enabled, m.role
            from companies c
            left join company_members m on m.company_id = c.company_id and m.uid = :uid
            where c.company_id = :companyId
            """)
        .bind("companyId", companyId)
        .bind("uid", uid)
        .map(CompanyRows::company)
        .one();
  }

  Mono<List<AppLine>> apps(List<String> companyIds) {
    return database
        .sql(
            """
            select app_id, company_id, name, dialect, state, approved
            from apps where company_id = any (:companyIds) and app_id not like 'test:%'
            order by created_at, app_id limit :limit
            """)
        .bind("companyIds", companyIds.toArray(String[]::new))
        .bind("limit", MOST)
        .map(CompanyRows::line)
        .all()
        .collectList();
  }

  public Mono<AppLine> app(String appId) {
    return database
        .sql(
            """
            select app_id, company_id, name, dialect, state, approved
            from apps where app_id = :appId
            """)
        .bind("appId", appId)
        .map(CompanyRows::line)
        .one();
  }

  private static AppLine line(Readable row) {
    return new AppLine(
        text(row, "app_id"),
        text(row, "company_id"),
        names(row),
        text(row, "dialect"),
        LaunchState.valueOf(text(row, "state")),
        Boolean.TRUE.equals(row.get("approved", Boolean.class)));
  }

  private static Company company(Readable row) {
    String role = row.get("role", String.class);
    return new Company(
        text(row, "company_id"),
        names(row),
        Boolean.TRUE.equals(row.get("enabled", Boolean.class)),
        role == null ? null : Role.valueOf(role));
  }

  private static Map<String, String> names(Readable row) {
    return Names.read(Objects.requireNonNull(row.get("name", Json.class)).asString());
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }
}
