package io.berth.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.AccountKind;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.Subject;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.CoinReference;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchState;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.api.token.Revocation;
import io.berth.api.token.TokenCommand;
import io.berth.api.user.UserCommand;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class BerthJsonTests {
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00.123456789Z");
  private final JsonMapper json = BerthJson.mapper();

  @Test
  void bringsCommandsAcross() {
    for (Command command :
        List.of(
            new UserCommand.ReadUser(new Subject.OpenId("abc")),
            new UserCommand.ReadUser(new Subject.Self()),
            new TokenCommand.Logout(null),
            new ManagementCommand.Republish(),
            new BalanceCommand.ReadBalances(
                new Subject.Admin(), AccountKind.OPEN, new CoinReference.Id(1)),
            new PaymentCommand.PayUser(
                "t1",
                new Subject.Uid(1_000_000),
                "usdt",
                new BigDecimal("0.000000000000000001"),
                AccountKind.COIN,
                Map.of("scene", "x")))) {
      String written = json.writerFor(Command.class).writeValueAsString(command);
      assertThat(json.readValue(written, Command.class)).isEqualTo(command);
    }
  }

  @Test
  void bringsOutcomesAndEventsAcross() {
    Outcome found =
        new PaymentOutcome.OrderFound(
            new Order(
                Long.MAX_VALUE,
                "app",
                "t1",
                null,
                null,
                1,
                "usdt",
                new BigDecimal("1.50"),
                BigDecimal.ZERO,
                Direction.USER_TO_APP,
                AccountKind.COIN,
                OrderStatus.PENDING,
                AT,
                null,
                null,
                Map.of()));
    String written = json.writeValueAsString(found);
    assertThat(written).contains("\"type\":\"OrderFound\"", "2026-11-21T08:00:00.123456789Z");
    assertThat(json.readValue(written, Outcome.class)).isEqualTo(found);
    Revocation revocation = new Revocation.Grant(1, "app", AT);
    assertThat(json.readValue(json.writeValueAsString(revocation), Revocation.class))
        .isEqualTo(revocation);
  }

  @Test
  void writesAmountsAsPlainStrings() {
    assertThat(json.writeValueAsString(Map.of("a", new BigDecimal("1E+3"))))
        .isEqualTo("{\"a\":\"1000\"}");
    assertThat(json.writeValueAsString(Map.of("a", new BigDecimal("1E-9"))))
        .isEqualTo("{\"a\":\"0.000000001\"}");
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    assertThat(json.readValue("{\"type\":\"Done\",\"new\":1}", Outcome.class))
        .isEqualTo(new Outcome.Done());
  }

  @Test
  void leavesOutNamesOfSetsThatItDoesNotKnow() {
    String newer =
        "{\"type\":\"Access\",\"permissions\":[\"SOLVE_RIDDLES\",\"%s\"],\"afterSecondFactor\":[]}"
            .formatted(Permission.values()[0]);
    assertThat(json.readValue(newer, Outcome.class))
        .isEqualTo(new Outcome.Access(Set.of(Permission.values()[0]), Set.of()));
    for (String wrong : List.of("7", "[7]", "[null]", "{}")) {
      assertThatThrownBy(
              () ->
                  json.readValue(
                      "{\"type\":\"Access\",\"permissions\":"
                          + wrong
                          + ",\"afterSecondFactor\":[]}",
                      Outcome.class))
          .as(wrong)
          .isInstanceOf(DatabindException.class);
    }
  }

  @Test
  void insistsOnWhatMustBeThereAndNothingMore() {
    for (String incomplete :
        List.of("{\"type\":\"PutCompany\"}", "{\"type\":\"PutCompany\",\"companyId\":null}")) {
      assertThatThrownBy(() -> json.readValue(incomplete, Command.class))
          .isInstanceOf(DatabindException.class)
          .hasMessageContaining("companyId");
    }
    assertThat(json.readValue("{\"type\":\"PutCompany\",\"companyId\":\"c\"}", Command.class))
        .isEqualTo(new ManagementCommand.PutCompany("c", null, null));
  }

  /** Records of the version before lie in Kafka until did-service publishes them again. */
  @Test
  void readsRecordsOfAppsOfTheVersionBefore() {
    AppRecord app =
        json.readValue(
            """
            {"appId": "a", "version": 1, "enabled": true, "companyId": "c", "companyEnabled": true,
             "companyName": {}, "dialect": "ones", "name": {}, "adminUid": 1000000,
             "redirectUrls": [], "scopes": [1], "coins": [], "cutRate": "0", "dailyPayoutLimit": {},
             "returnsUncapped": false, "requireContentSha1": false, "keys": [], "settings": {},
             "secrets": {}}
            """,
            AppRecord.class);
    assertThat(app.policy().requiredScopes()).isEmpty();
    assertThat(app.policy().scopes()).containsExactly(1);
    assertThat(app.profile().launch()).isEqualTo(Launch.of(LaunchState.LIVE));
  }

  /** Instances of the version before read and write the same topic. */
  @Test
  void keepsTheJsonOfAppsFlat() {
    String written =
        """
        {"adminUid":1000000,"appId":"a","callbackUrl":"http://c","coins":["usdt"],\
        "companyEnabled":false,"companyId":"c","companyName":{"en":"C"},"cutRate":"0.01",\
        "dailyPayoutLimit":{"usdt":"5"},"dialect":"ones","enabled":true,"entry":null,\
        "keys":[{"accessKey":"k","sealedSecret":"s","enabled":true,"ips":[]}],\
        "launch":{"state":"LIMITED","former":null,"percent":10,"testers":[7],"invited":[]},\
        "name":{"en":"A"},\
        "profitUid":null,"redirectUrls":["http://r"],"requireContentSha1":true,\
        "requiredScopes":[1],"returnsUncapped":true,"scopes":[1,5],\
        "secrets":{"x":{"sealed":"s","sealedPrevious":null,"previousUntil":null}},\
        "settings":{"orientation":"portrait"},"version":3}""";
    AppRecord app = json.readValue(written, AppRecord.class);
    assertThat(json.readTree(json.writeValueAsString(app))).isEqualTo(json.readTree(written));
    assertThatThrownBy(
            () -> json.readValue(written.replace("\"companyId\":\"c\",", ""), AppRecord.class))
        .hasMessageContaining("companyId");
  }

  @Test
  void refusesTypesThatItDoesNotKnow() {
    assertThatThrownBy(() -> json.readValue("{\"type\":\"java.lang.Runtime\"}", Command.class))
        .isInstanceOf(DatabindException.class);
  }
}
