package io.berth.api.operator;

import io.berth.api.Outcome;
import io.berth.api.company.CompanyCommand;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers to {@link OperatorDidCommand}s. */
public sealed interface OperatorDidOutcome extends Outcome.ForConsole {

  /**
   * @param more whether there are further ones
   */
  record Companies(List<CompanyLine> companies, boolean more) implements OperatorDidOutcome {}

  /**
   * @param name by language tag
   */
  record CompanyLine(
      String companyId, Map<String, String> name, boolean enabled, int apps, Instant createdAt) {}

  /**
   * @param more whether there are further ones
   */
  record OperatedApps(List<OperatedApp> apps, boolean more) implements OperatorDidOutcome {}

  /**
   * @param accountUid of the account that holds the app's money
   * @param owners of its company
   */
  record OperatedAppFound(
      OperatedApp app, long accountUid, List<Account> owners, LaunchFound launch)
      implements OperatorDidOutcome {}

  /**
   * App as operators see it: their decisions about it, and nothing of its keys.
   *
   * @param name by language tag
   * @param dailyPayoutLimit by coin code
   * @param hasTerms whether a version of its terms is in force
   */
  record OperatedApp(
      String appId,
      String companyId,
      boolean companyEnabled,
      Map<String, String> name,
      String dialect,
      LaunchState state,
      boolean approved,
      Set<Integer> scopes,
      Set<String> coins,
      BigDecimal cutRate,
      Map<String, BigDecimal> dailyPayoutLimit,
      boolean returnsUncapped,
      boolean hasTerms,
      Instant createdAt) {}

  record Users(List<Account> users) implements OperatorDidOutcome {}

  /**
   * @param more whether there are further ones
   */
  record UserList(List<Account> users, boolean more) implements OperatorDidOutcome {}

  /** At most 1000, by uid. */
  record Memberships(List<Membership> memberships) implements OperatorDidOutcome {}

  record Membership(long uid, String companyId, CompanyCommand.Role role, Instant since) {}

  /**
   * @param login mail address
   */
  record Account(
      long uid, String login, String name, boolean frozen, List<String> roles, Instant createdAt) {}

  /**
   * @param sessions how many live
   */
  record UserFound(Account user, long sessions, List<Grant> grants) implements OperatorDidOutcome {}

  /** Scopes that a user allows an app at present. */
  record Grant(String appId, String openId, Set<Integer> scopes) {}
}
