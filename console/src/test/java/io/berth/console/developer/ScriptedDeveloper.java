package io.berth.console.developer;

import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.KeyState;
import io.berth.api.app.AppOutcome.KeyUse;
import io.berth.api.app.AppOutcome.SecretState;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.CompanyAuditPage;
import io.berth.api.audit.AuditOutcome.Person;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.ReadCompanyAudit;
import io.berth.api.company.CompanyCommand.ReadInvitation;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.company.CompanyOutcome.Invitation;
import io.berth.api.company.CompanyOutcome.Invited;
import io.berth.api.company.CompanyOutcome.Member;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.launch.LaunchCommand.ReadLaunch;
import io.berth.api.launch.LaunchOutcome.LaunchChange;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchState;
import io.berth.console.ScriptedGateway;
import io.berth.console.overview.ScriptedTotals;
import io.berth.service.json.BerthJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A company with two people and an app, as the platform would tell of it. */
final class ScriptedDeveloper {
  static final Instant AT = Instant.parse("2026-11-20T08:30:00Z");
  static final Company ACME =
      new Company("acme", Map.of("en", "Acme Games", "zh-CN", "顶点游戏"), true, Role.OWNER);

  private ScriptedDeveloper() {}

  static void script(ScriptedGateway gateway, String dialect) {
    ScriptedTotals.script(gateway);
    AppLine line =
        new AppLine("game1", "acme", Map.of("en", "Sky Game"), dialect, LaunchState.LIVE, true);
    gateway
        .answers(ReadMine.class, new Mine(List.of(ACME), List.of(line), false))
        .answers(
            ReadCompany.class,
            new CompanyFound(
                ACME,
                List.of(
                    new Member(1_000_000, "alice@example.com", "Alice", Role.OWNER, AT),
                    new Member(1_000_001, "bob@example.com", "", Role.FINANCE, AT)),
                List.of(new Invitation("carol@example.com", Role.DEVELOPER, AT, AT)),
                List.of(line)))
        .answers(ReadInvitation.class, new Invited(ACME, Role.DEVELOPER, "carol@example.com", true))
        .answers(ReadHead.class, new Head(line, ACME.name(), EnumSet.allOf(Permission.class)))
        .answers(ReadApp.class, found(dialect))
        .answers(ReadLaunch.class, LAUNCH)
        .answers(ReadCompanyAudit.class, AUDIT);
  }

  private static final LaunchFound LAUNCH =
      new LaunchFound(
          LaunchState.LIMITED,
          null,
          List.of(LaunchState.ACCEPTED, LaunchState.LIVE),
          10,
          List.of("alice@example.com", "carol@example.com"),
          12,
          true,
          true,
          false,
          true,
          true,
          List.of(
              new LaunchChange(LaunchState.ACCEPTED, LaunchState.LIMITED, "to our friends", AT),
              new LaunchChange(LaunchState.IN_TEST, LaunchState.ACCEPTED, "", AT)));

  private static final CompanyAuditPage AUDIT =
      new CompanyAuditPage(
          List.of(
              entry(5, null, AuditEntry.BOOTSTRAP, "app.put", Map.of("cut_rate", "0 → 0.015")),
              entry(4, null, null, "app.freeze", Map.of()),
              entry(3, 1_000_001L, null, "key.delete", Map.of("key.old", "disabled → –")),
              entry(2, 1_000_000L, null, "secret.rotate", Map.of("secret.app_key", "replaced")),
              entry(1, 1_000_000L, null, "something.new", Map.of())),
          List.of(
              new Person(1_000_000, "alice@example.com", "Alice"),
              new Person(1_000_001, "bob@example.com", "")));

  private static AuditEntry entry(
      long id,
      @Nullable Long actor,
      @Nullable String tool,
      String action,
      Map<String, String> details) {
    String address = actor == null ? null : "2001:db8::7";
    return new AuditEntry(
        id, AT, actor, tool, action, "app/game1", "", details, address, "c0ffee00c0ffee00");
  }

  static AppFound found(String dialect) {
    return switch (dialect) {
      case "egret" ->
          found(
              dialect,
              List.of(new SecretState("app_key", null, new KeyUse(AT, "192.0.2.7"))),
              List.of(),
              Map.of(
                  "goods",
                  BerthJson.mapper()
                      .readTree("[{\"id\":\"g1\",\"price\":\"6.5\",\"name\":\"65 gems\"}]")));
      default ->
          found(
              dialect,
              List.of(new SecretState("resp_check_key", AT.plusSeconds(3600), null)),
              List.of(
                  new KeyState(
                      "6b7ef684a6645325ae1505d5636cfb12",
                      "Production",
                      true,
                      List.of("203.0.113.7", "10.0.0.0/8"),
                      AT,
                      new KeyUse(AT, "203.0.113.7")),
                  new KeyState("old", "", false, List.of(), AT, null)),
              Map.of("orientation", BerthJson.mapper().valueToTree("landscape")));
    };
  }

  private static AppFound found(
      String dialect, List<SecretState> secrets, List<KeyState> keys, Map<String, JsonNode> set) {
    return new AppFound(
        "game1",
        7,
        true,
        Map.of("en", "Sky Game"),
        dialect,
        List.of("https://game.example/back"),
        null,
        null,
        Set.of(1, 5, 12),
        Set.of(1),
        Set.of("usdt"),
        new BigDecimal("0.015"),
        Map.of(),
        set,
        secrets,
        keys,
        true);
  }
}
