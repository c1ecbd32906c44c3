package io.berth.did.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.postgres.Migrations;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import org.junit.jupiter.api.Test;

/** People's accounts that held the money of apps, before each app had one of its own. */
@BerthServers(postgres = "berth_did")
class AppAccountMigrationIntegrationTests {
  private static final String LOCATION = "classpath:db/did";
  private static final String BEFORE = "458";

  @Test
  void everyAppGetsAnAccountAndPeopleKeepTheirs(TestDatabase database) {
    Migrations.applyUpTo(database, LOCATION, BEFORE);
    database.execute(
        """
        insert into companies (company_id) values ('acme');
        insert into accounts (uid, login, password_hash, pay_password_hash) values
          (1000000, 'boss@example.com', 'hash', 'pay-hash'),
          (1000002, 'profit@example.com', null, null),
          (1000003, 'single@example.com', 'hash', null);
        insert into apps (app_id, company_id, dialect, admin_uid, profit_uid) values
          ('one', 'acme', 'dragonex', 1000000, 1000000), ('two', 'acme', 'fomo', 1000000, 1000002),
          ('three', 'acme', 'ones', 1000003, null);
        """);

    Migrations.apply(database, LOCATION);

    assertThat(database.query("select count(distinct admin_uid) from apps")).containsExactly("3");
    assertThat(
            database.query(
                """
                select a.app_id || ' ' || coalesce(a.login, '-') || ' '
                  || coalesce(a.pay_password_hash, '-') || ' ' || coalesce(a.password_hash, '-')
                from apps p join accounts a on a.uid = p.admin_uid order by 1
                """))
        .containsExactly("one - pay-hash -", "three - - -", "two - pay-hash -");
    assertThat(database.query("select login from accounts where login is not null order by 1"))
        .containsExactly("boss@example.com", "profit@example.com", "single@example.com");
    assertThat(
            database.query(
                "select app_id || ' ' || former_uid from account_moves where moved_at is null"
                    + " and not published order by 1"))
        .containsExactly("one 1000000", "three 1000003", "two 1000000");
    assertThat(database.query("select coalesce(profit_uid, 0) from apps order by app_id"))
        .as("who was admin and profit account had no profit moved")
        .containsExactly("0", "0", "1000002");
    assertThat(database.query("select distinct version from apps")).containsExactly("2");
  }
}
