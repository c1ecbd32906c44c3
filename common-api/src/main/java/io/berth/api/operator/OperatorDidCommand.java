package io.berth.api.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.PendingChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands of operators about people, companies and apps. Every change has a reason. */
public sealed interface OperatorDidCommand extends DidCommand, ConsoleCommand {

  /**
   * Answers {@link OperatorDidOutcome.Companies}.
   *
   * @param search part of an id or name; empty for all
   * @param after companies with a later id than this; empty for the first
   */
  record SearchCompanies(String search, String after) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record AddCompany(String newCompanyId, Map<String, String> name, String reason)
      implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /** Answers {@link Outcome.Done}. */
  record EnableCompany(String company, boolean enabled, String reason)
      implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /**
   * Answers {@link OperatorDidOutcome.OperatedApps}.
   *
   * @param search part of an id or name; empty for all
   * @param waiting only those that wait for approval
   * @param after apps with a later id than this; empty for the first
   */
  record SearchApps(String search, boolean waiting, String after) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link OperatorDidOutcome.OperatedAppFound}. */
  record ReadOperatedApp(String app) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Answers {@link Outcome.Done}, or {@link ChangeOutcome.ChangeWaiting} where the app is to have
   * more than the platform's defaults. An app in test is accepted with it.
   */
  record ApproveApp(String app, String reason) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /**
   * Sets those terms that are the operators' to decide. Answers {@link
   * ChangeOutcome.ChangeWaiting}; {@link Outcome.Done} where nothing changes or the app still waits
   * for its approval and stays within the platform's defaults; or {@link Outcome.Invalid}.
   */
  record SetAppTerms(
      String app, List<Integer> scopes, List<String> coins, boolean returnsUncapped, String reason)
      implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /**
   * Answers {@link OperatorDidOutcome.Users}.
   *
   * @param search a uid, an OpenId, or the beginning of a mail address
   */
  record SearchUsers(String search) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Lists people, those with the highest uid first. Answers {@link OperatorDidOutcome.UserList}.
   *
   * @param company only its members; empty for all
   * @param before those with a smaller uid; null for the first
   */
  record ListUsers(UserFilter filter, String company, @Nullable Long before)
      implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  enum UserFilter {
    ALL,
    /** Members of a company. */
    MEMBERS,
    /** People with a role on the platform. */
    OPERATORS,
    FROZEN
  }

  /**
   * Reads who has which role in which company. Answers {@link OperatorDidOutcome.Memberships}.
   *
   * @param uids at most 500
   */
  record ReadMemberships(List<Long> uids) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link OperatorDidOutcome.UserFound}. */
  record ReadOperatedUser(long uid) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * A frozen user is signed out everywhere, cannot sign in and cannot pay. Answers {@link
   * Outcome.Done}; {@link Outcome.Invalid} where operators mean themselves.
   */
  record FreezeUser(long uid, boolean frozen, String reason) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_USERS;
    }
  }

  /** Ends every session and token. Answers {@link Outcome.Done}. */
  record SignUserOut(long uid, String reason) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_USERS;
    }
  }

  /** Takes back what the user has allowed an app. Answers {@link Outcome.Done}. */
  record RevokeUserGrant(long uid, String app, String reason) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_USERS;
    }
  }

  /** did-service's part of the audit log: {@link AuditOutcome.AuditPage}. */
  record ReadDidAudit(AuditFilter filter) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Names and mail addresses of those uids that there are. Answers {@link
   * OperatorDidOutcome.Users}.
   *
   * @param uids at most 500
   */
  record NameUsers(List<Long> uids) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Answers {@link ChangeOutcome.Changes}, newest first.
   *
   * @param waiting only those that wait
   * @param before those with a smaller id; null for the newest
   */
  record ReadDidChanges(boolean waiting, @Nullable Long before) implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link ChangeOutcome.ChangeFound}, or {@link Outcome.Invalid}. */
  record DecideDidChange(long id, PendingChange.Decision decision, String reason)
      implements OperatorDidCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPROVE;
    }
  }
}
