package io.berth.did.company;

import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.Member;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the members of companies and their roles. */
@Repository
public final class Members {
  static final int MOST = 200;

  private final DatabaseClient database;

  Members(DatabaseClient database) {
    this.database = database;
  }

  /** Makes a person who is no member yet an owner. */
  public Mono<Void> addOwner(String companyId, long uid) {
    return database
        .sql(
            """
            insert into company_members (company_id, uid, role) values (:companyId, :uid, 'OWNER')
            on conflict do nothing
            """)
        .bind("companyId", companyId)
        .bind("uid", uid)
        .then();
  }

  /** Makes a person an owner, whatever their role was. */
  public Mono<Void> makeOwner(String companyId, long uid) {
    return database
        .sql(
            """
            insert into company_members (company_id, uid, role) values (:companyId, :uid, 'OWNER')
            on conflict (company_id, uid) do update set role = 'OWNER'
            where company_members.role <> 'OWNER'
            """)
        .bind("companyId", companyId)
        .bind("uid", uid)
        .then();
  }

  /** Adds a member; one who is a member already keeps their role. */
  Mono<Void> join(String companyId, long uid, Role role) {
    return database
        .sql(
            """
            insert into company_members (company_id, uid, role) values (:companyId, :uid, :role)
            on conflict do nothing
            """)
        .bind("companyId", companyId)
        .bind("uid", uid)
        .bind("role", role.name())
        .then();
  }

  Mono<List<Member>> of(String companyId) {
    return database
        .sql(
            """
            select m.uid, a.login, a.name, m.role, m.created_at as since
            from company_members m join accounts a on a.uid = m.uid
            where m.company_id = :companyId order by m.created_at, m.uid limit :limit
            """)
        .bind("companyId", companyId)
        .bind("limit", MOST)
        .mapProperties(Member.class)
        .all()
        .collectList();
  }

  Mono<Long> count(String companyId) {
    return database
        .sql("select count(*) from company_members where company_id = :companyId")
        .bind("companyId", companyId)
        .mapValue(Long.class)
        .one();
  }

  /** False where no owner would be left. Called with the company locked. */
  Mono<Boolean> change(String companyId, long uid, Role role) {
    return database
        .sql(
            "update company_members set role = :role"
                + " where company_id = :companyId and uid = :uid and (:role = 'OWNER' or "
                + ANOTHER_OWNER
                + ")")
        .bind("companyId", companyId)
        .bind("uid", uid)
        .bind("role", role.name())
        .fetch()
        .rowsUpdated()
        .map(changed -> changed > 0);
  }

  /** False where no owner would be left. Called with the company locked. */
  Mono<Boolean> remove(String companyId, long uid) {
    return database
        .sql(
            "delete from company_members where company_id = :companyId and uid = :uid and "
                + ANOTHER_OWNER)
        .bind("companyId", companyId)
        .bind("uid", uid)
        .fetch()
        .rowsUpdated()
        .map(removed -> removed > 0);
  }

  private static final String ANOTHER_OWNER =
      """
      exists (select from company_members o
              where o.company_id = :companyId and o.role = 'OWNER' and o.uid <> :uid)
      """;
}
