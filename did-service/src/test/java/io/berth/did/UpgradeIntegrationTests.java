package io.berth.did;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.postgres.Migrations;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Migrates a database that the release before repeatable migrations has filled and used. */
@BerthServers(postgres = "berth_did")
class UpgradeIntegrationTests {
  private static final String LOCATION = "classpath:db/did";
  private static final String BEFORE = "603";

  private static final String DATA =
      """
      insert into companies (company_id) values ('acme');
      begin;
      insert into accounts (uid, login, roles) values
        (1000000, 'player@example.com', '{}'), (1000001, 'boss@example.com', '{operator}');
      insert into accounts (uid, app_id) values (1000002, 'one');
      insert into apps (app_id, company_id, dialect, admin_uid, scopes)
        values ('one', 'acme', 'dragonex', 1000002, '{1,12}');
      commit;
      insert into second_factors (uid, sealed_secret, confirmed_at)
        values (1000001, 'sealed', clock_timestamp());
      insert into company_members (company_id, uid, role) values ('acme', 1000001, 'OWNER');
      insert into reserved_uids (uid) values (1000003);
      insert into union_ids values (1000000, 'acme', repeat('a', 32));
      insert into identities (app_id, uid, open_id, granted_scopes)
        values ('one', 1000000, repeat('b', 32), '{1,12}');
      insert into access_codes (code_hash, app_id, uid, scopes, raw_scopes, state, device,
          redirect_url, expires_at)
        select decode(code, 'hex'), 'one', 1000000, '{1,12}', '1,12', '', '', '',
          now() + interval '1 hour' from unnest(array['01', '02']) as code;
      """;

  /** The history of a database that has former texts of two migrations. */
  private static final String FORMER_TEXTS =
      """
      update flyway_schema_history set checksum = 712426774 where version = '540';
      insert into flyway_schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, execution_time, success)
        select max(installed_rank) + 1, '602', 'pay tokens by grant', 'SQL',
            'V602__pay_tokens_by_grant.sql', 0, current_user, 0, true
          from flyway_schema_history;
      """;

  private TestDatabase database;

  @BeforeEach
  void anUpgradedDatabase(TestDatabase database) throws SQLException {
    this.database = database;
    if (!database.query("select to_regclass('accounts')").equals(List.of("accounts"))) {
      Migrations.applyUpTo(database, LOCATION, BEFORE);
      database.execute(DATA);
      assertThat(call(redeem("01", "family-1", "a1"))).containsExactly("REDEEMED");
      assertThat(call(rotate("family-1", "a1", "a2"))).containsExactly("ROTATED");
      assertThat(call("select throttle_take('before', 2, interval '1 hour')")).containsExactly("t");
      assertThat(call(failedGuess("before"))).containsExactly("0");
      database.execute(FORMER_TEXTS);
      Migrations.apply(database, LOCATION);
    }
  }

  /** The first column of all rows, read as the role that the service runs with. */
  private List<String> call(String sql) throws SQLException {
    try (Connection connection = database.asApp();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private static String redeem(String code, String family, String token) {
    return String.format(
        Locale.ROOT,
        """
        select result from redeem_access_codes('{%s}', '{one}', '{null}', '{null}', '{null}',
          '{null}', '{%s}', '{%s}', '{%s}', '{1209600}', '{43200}')
        """,
        code,
        family,
        token,
        token);
  }

  private static String rotate(String family, String presented, String successor) {
    return String.format(
        Locale.ROOT,
        """
        select result from rotate_refresh_tokens('{%s}', '{one}', '{%s}', '{%s}', '{%s}',
          '{1209600}', '{43200}', 60)
        """,
        family,
        presented,
        successor,
        successor);
  }

  private static String failedGuess(String bucket) {
    return String.format(
        Locale.ROOT, "select guess_failed('{%s}', '{1}', '{60}', '{600}', '{86400}')", bucket);
  }

  @Test
  void tokensOfTheFormerReleaseGoOn() throws SQLException {
    assertThat(call(rotate("family-1", "a2", "a3"))).containsExactly("ROTATED");
    assertThat(call(rotate("family-1", "a2", "a3"))).containsExactly("REPEATED");
    assertThat(call(rotate("family-1", "a1", "ff"))).containsExactly("REPLAYED");
  }

  @Test
  void codesOfTheFormerReleaseAreExchangedOnce() throws SQLException {
    assertThat(call(redeem("01", "family-2", "b0"))).containsExactly("USED_BEFORE");
    assertThat(call(redeem("02", "family-3", "b1"))).containsExactly("REDEEMED");
    assertThat(call(redeem("02", "family-4", "b2"))).containsExactly("USED_BEFORE");
    assertThat(
            call(
                "select count(*) from pay_tokens"
                    + " where family = 'family-3' and token_id = access_token_id('\\xb1')"))
        .containsExactly("1");
  }

  @Test
  void limitsCountWhatWasCountedBefore() throws SQLException {
    String take = "select throttle_take('before', 2, interval '1 hour')";
    assertThat(call(take)).containsExactly("t");
    assertThat(call(take)).containsExactly("f");
    assertThat(call("select guess_delay('{before}') > 0")).containsExactly("t");
  }

  @Test
  void termsOfOperatorsEndAndUidsOfOthersAreSkipped() throws SQLException {
    String acting =
        "select count(*) from operator_terms"
            + " where uid = 1000001 and acting_since is not null and ended_at is null";
    assertThat(call(acting)).containsExactly("1");
    database.execute("update accounts set frozen_at = now() where uid = 1000001");
    assertThat(call(acting)).containsExactly("0");
    database.execute("delete from company_members where uid = 1000001");
    assertThat(call("select uid from past_members")).containsExactly("1000001");
    assertThat(call("select next_uid()")).containsExactly("1000004");
  }

  @Test
  void formerTextsOfMigrationsAreKnown() {
    assertThat(database.query("select version from flyway_schema_history where version = '602'"))
        .isEmpty();
    assertThat(database.query("select checksum from flyway_schema_history where version = '540'"))
        .containsExactly("578404296");
  }

  @Test
  void functionsAreThoseOfTheRepeatableMigrations() {
    assertThat(
            database.query(
                "select description from flyway_schema_history"
                    + " where version is null and success order by 1"))
        .containsExactly(
            "access token id",
            "app terms",
            "epochs",
            "erase person",
            "guess delays",
            "launch states",
            "next uid",
            "old records",
            "operator terms",
            "past members",
            "redeem access codes",
            "rotate refresh tokens",
            "schema history",
            "throttles");
    assertThat(database.query("select proname from pg_proc where proname like 'rotate_refresh%'"))
        .containsExactly("rotate_refresh_tokens");
  }
}
