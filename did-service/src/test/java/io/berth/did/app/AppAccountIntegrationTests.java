package io.berth.did.app;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static io.berth.did.fixture.Platform.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.app.ManagementCommand.ReserveUids;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.api.user.UserCommand.ResolveIdentities.Wanted;
import io.berth.api.user.UserOutcome;
import io.berth.api.user.UserOutcome.Identity;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
import io.berth.service.json.BerthJson;
import io.berth.test.server.TestServers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every app has one account, its own and nobody else's. */
@DidServiceTest
class AppAccountIntegrationTests {
  @Autowired Platform platform;

  private final String company = name("acme");
  private final String admin = name("boss") + "@example.com";

  private String dragon(String login) {
    String app = name("app");
    platform.send(new PutCompany(company, Map.of("en", company), true), operator());
    assertThat(platform.send(Platform.putApp(company, app, login, 1, 5), operator()))
        .isInstanceOf(Identity.class);
    return app;
  }

  /** A fomo app, which has a payout password. */
  private PutApp fomo(
      String app, @Nullable String login, @Nullable Long uid, @Nullable String payoutPassword) {
    platform.send(new PutCompany(company, Map.of("en", company), true), operator());
    return PutApp.of(company, app)
        .dialect("fomo")
        .name(Map.of("en", "Tea " + company))
        .adminLogin(login)
        .scopes(List.of(1, 5, 6))
        .coins(List.of("usdt"))
        .settings(
            Map.of(
                "client_secret",
                    BerthJson.mapper().valueToTree("0123456789012345678901234567890123456789"),
                "redirect_uri", BerthJson.mapper().valueToTree("shop.example/back")))
        .accountUid(uid)
        .payoutPassword(payoutPassword)
        .build();
  }

  private static long uid(Outcome outcome) {
    return ((Identity) outcome).uid();
  }

  private List<@Nullable String> owners(TestServers servers) {
    return servers
        .database()
        .query(
            """
            select a.login from company_members m join accounts a on a.uid = m.uid
            where m.company_id = '%s' and m.role = 'OWNER' order by 1
            """
                .formatted(company));
  }

  private Outcome payoutPassword(String app, long uid, String password) {
    return platform.send(
        new CheckPayPassword(uid, app, password, true), service("payment:authorize"));
  }

  @Test
  void appsOfOneAdminHaveSeparateAccounts(TestServers servers) {
    long person = platform.user(admin);
    long one = uid(platform.send(Platform.putApp(company, dragon(admin), admin, 1), operator()));
    long two = uid(platform.send(Platform.putApp(company, dragon(admin), admin, 1), operator()));

    assertThat(List.of(one, two, person)).doesNotHaveDuplicates();
    assertThat(owners(servers)).containsExactly(admin);
    assertThat(new FormBrowser(platform).signIn(admin).uid()).isEqualTo(person);
  }

  @Test
  void anotherAdminNamedLaterBecomesAnOwnerAndTheAccountStays(TestServers servers) {
    String app = dragon(admin);
    long before = uid(platform.send(Platform.putApp(company, app, admin, 1), operator()));
    String later = name("boss") + "@example.com";

    assertThat(uid(platform.send(Platform.putApp(company, app, later, 1), operator())))
        .isEqualTo(before);

    assertThat(owners(servers)).containsExactlyInAnyOrder(admin, later);
  }

  @Test
  void anAppsAccountHasNoSignInAndIsNoUser() {
    String app = dragon(admin);
    long account = uid(platform.send(Platform.putApp(company, app, admin, 1), operator()));

    Outcome resolved =
        platform.send(
            new ResolveIdentities(List.of(new Wanted(app, new Subject.Uid(account)))),
            service("identity:resolve"));
    assertRefused(
        ((UserOutcome.Identities) resolved).outcomes().getFirst(), ErrorCode.USER_UNKNOWN);
    assertThat(platform.send(new ReadPeople(List.of(account)), service("identity:resolve")))
        .isEqualTo(
            new UserOutcome.People(List.of(new UserOutcome.Person(account, "Dragon Game", ""))));
  }

  @Test
  void theDatabaseKeepsAnAccountFromBeingTwoAppsOrAPersonsAsWell(TestServers servers) {
    String app = dragon(admin);
    long account = uid(platform.send(Platform.putApp(company, app, admin, 1), operator()));
    for (String sql :
        List.of(
            "update accounts set login = 'x@example.com' where uid = " + account,
            "update accounts set password_hash = 'x' where uid = " + account,
            "update apps set admin_uid = %s where app_id = '%s'"
                .formatted(account, dragon(admin)))) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() -> servers.database().execute(sql)))
          .as(sql)
          .hasMessageContaining("constraint");
    }
  }

  @Test
  void aUidThatIsCarriedOverIsReservedAndThenTheApps() {
    long wanted = 7_000_000 + (System.nanoTime() & 0xffffff);
    platform.send(new ReserveUids(List.of(wanted)), operator());
    String app = name("com.app_");
    assertThat(uid(platform.send(fomo(app, admin, wanted, null), operator()))).isEqualTo(wanted);
    assertThat(uid(platform.send(fomo(app, admin, wanted, null), operator()))).isEqualTo(wanted);

    assertRefused(
        platform.send(fomo(app, admin, wanted + 1, null), operator()), ErrorCode.BAD_PARAMETER);
    assertRefused(
        platform.send(fomo(name("com.app_"), admin, wanted, null), operator()),
        ErrorCode.BAD_PARAMETER);
    assertRefused(platform.send(new ReserveUids(List.of(7L)), operator()), ErrorCode.BAD_PARAMETER);
  }

  @Test
  void reservedUidsAreNotAssigned(TestServers servers) {
    long next = Long.parseLong(servers.database().query("select last_value from uids").getFirst());
    platform.send(new ReserveUids(List.of(next + 1, next + 2, next + 3, next + 4)), operator());
    assertThat(platform.user(name("user") + "@example.com")).isGreaterThan(next + 4);
  }

  @Test
  void aNewAppTakesThePayPasswordOfItsAdminAndKeepsItWhenThatChanges() {
    platform.user(admin, "correct horse", "2468 1357");
    String app = name("com.app_");
    long account = uid(platform.send(fomo(app, admin, null, null), operator()));
    platform.user(admin, "correct horse", "another one");

    assertThat(payoutPassword(app, account, "2468 1357")).isEqualTo(new Outcome.Done());
    assertRefused(payoutPassword(app, account, "another one"), ErrorCode.PAY_PASSWORD_WRONG);
  }

  @Test
  void aPayoutPasswordThatIsNamedCountsAndMayBeReplaced() {
    platform.user(admin, "correct horse", "2468 1357");
    String app = name("com.app_");
    long account = uid(platform.send(fomo(app, admin, null, "payout-1"), operator()));
    assertThat(payoutPassword(app, account, "payout-1")).isEqualTo(new Outcome.Done());

    platform.send(fomo(app, null, null, "payout-2"), operator());

    assertThat(payoutPassword(app, account, "payout-2")).isEqualTo(new Outcome.Done());
    assertRefused(payoutPassword(app, account, "payout-1"), ErrorCode.PAY_PASSWORD_WRONG);
    assertRefused(payoutPassword(dragon(admin), account, "payout-2"), ErrorCode.NO_PERMISSION);
  }

  @Test
  void fiveWrongPayoutPasswordsFreezeOnlyTheAppsPayouts() {
    platform.user(admin, "correct horse", "2468 1357");
    String app = name("com.app_");
    String sibling = name("com.app_");
    long account = uid(platform.send(fomo(app, admin, null, null), operator()));
    long other = uid(platform.send(fomo(sibling, admin, null, null), operator()));
    for (int i = 0; i < 4; i++) {
      assertRefused(payoutPassword(app, account, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(payoutPassword(app, account, "wrong"), ErrorCode.PAYING_FROZEN);

    assertRefused(payoutPassword(app, account, "2468 1357"), ErrorCode.PAYING_FROZEN);
    assertThat(payoutPassword(sibling, other, "2468 1357")).isEqualTo(new Outcome.Done());
  }

  @Test
  void aPayoutPasswordOfADialectWithoutOneIsRefused() {
    String app = dragon(admin);
    PutApp put = Platform.putApp(company, app, admin, 1);
    assertRefused(
        platform.send(
            PutApp.of(company, app).dialect(put.dialect()).payoutPassword("payout-1").build(),
            operator()),
        ErrorCode.BAD_PARAMETER);
  }
}
