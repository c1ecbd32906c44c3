package io.berth.api.company;

import io.berth.api.Outcome;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.launch.LaunchState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to {@link CompanyCommand}s. */
public sealed interface CompanyOutcome extends Outcome.ForConsole {

  /**
   * @param name by language tag
   * @param role what the caller is to it; null for operators
   */
  record Company(
      String companyId, Map<String, String> name, boolean enabled, @Nullable Role role) {}

  /**
   * @param name by language tag
   * @param approved whether an operator, or the platform's settings, let it in
   */
  record AppLine(
      String appId,
      String companyId,
      Map<String, String> name,
      String dialect,
      LaunchState state,
      boolean approved) {}

  /**
   * @param operator whether the caller runs the platform
   */
  record Mine(List<Company> companies, List<AppLine> apps, boolean operator)
      implements CompanyOutcome {}

  /**
   * @param login mail address
   * @param name may be empty
   * @param operator whether the caller runs the platform
   * @param companies in which the caller is a member
   */
  record CurrentUser(String login, String name, boolean operator, List<Company> companies)
      implements CompanyOutcome {}

  record CompanyMade(String companyId) implements CompanyOutcome {}

  /**
   * @param login mail address
   */
  record Member(long uid, String login, String name, Role role, Instant since) {}

  record Invitation(String login, Role role, Instant invitedAt, Instant expiresAt) {}

  record CompanyFound(
      Company company, List<Member> members, List<Invitation> invitations, List<AppLine> apps)
      implements CompanyOutcome {}

  /**
   * @param forCaller whether it is the caller's own mail address that was invited
   */
  record Invited(Company company, Role role, String login, boolean forCaller)
      implements CompanyOutcome {}
}
