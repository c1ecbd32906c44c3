package io.berth.did.operator;

import io.berth.api.Outcome;
import io.berth.api.operator.OperatorDidCommand.ListUsers;
import io.berth.api.operator.OperatorDidCommand.ReadMemberships;
import io.berth.api.operator.OperatorDidCommand.UserFilter;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Membership;
import io.berth.api.operator.OperatorDidOutcome.Memberships;
import io.berth.api.operator.OperatorDidOutcome.UserList;
import io.berth.did.account.Accounts;
import java.util.Comparator;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads people and their roles for lists of the operators. */
@Repository
class UserLists {
  private static final int PAGE = 50;
  private static final int MOST_UIDS = 500;

  private final DatabaseClient database;
  private final Accounts accounts;

  UserLists(DatabaseClient database, Accounts accounts) {
    this.database = database;
    this.accounts = accounts;
  }

  Mono<UserList> list(ListUsers list) {
    return database
        .sql(statement(list) + " and uid < :before order by uid desc limit :limit")
        .bind("company", list.company())
        .bind("before", Objects.requireNonNullElse(list.before(), Long.MAX_VALUE))
        .bind("limit", PAGE + 1)
        .mapValue(Long.class)
        .all()
        .collectList()
        .flatMap(
            uids ->
                accounts
                    .findAll(Columns.page(uids, PAGE))
                    .map(OperatorUsers::account)
                    .sort(Comparator.comparing(Account::uid).reversed())
                    .collectList()
                    .map(users -> new UserList(users, uids.size() > PAGE)));
  }

  /** Each filter has an index of its own; a company with all of its people is that of members. */
  private static String statement(ListUsers list) {
    String people =
        """
        select uid from accounts a where login is not null and uid < 9000000000000
        and (:company = '' or exists (
          select from company_members m where m.uid = a.uid and m.company_id = :company))
        """;
    return switch (list.company().isEmpty() ? list.filter() : narrowed(list.filter())) {
      case ALL -> people;
      case OPERATORS -> people + "and roles <> '{}'";
      case FROZEN -> people + "and frozen_at is not null";
      case MEMBERS ->
          """
          select distinct uid from company_members
          where (:company = '' or company_id = :company)
          """;
    };
  }

  private static UserFilter narrowed(UserFilter filter) {
    return filter == UserFilter.ALL ? UserFilter.MEMBERS : filter;
  }

  Mono<Outcome> memberships(ReadMemberships read) {
    return read.uids().size() > MOST_UIDS
        ? Mono.just(Outcome.Invalid.of("uids", "too-many"))
        : database
            .sql(
                """
                select uid, company_id, role, created_at as since from company_members
                where uid = any (:uids) order by uid, created_at, company_id limit 1000
                """)
            .bind("uids", read.uids().toArray(Long[]::new))
            .mapProperties(Membership.class)
            .all()
            .collectList()
            .map(Memberships::new);
  }
}
