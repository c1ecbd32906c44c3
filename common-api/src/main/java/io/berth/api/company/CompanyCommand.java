package io.berth.api.company;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome;

/** Companies and the people who work in them. */
public sealed interface CompanyCommand extends DidCommand, ConsoleCommand {

  /** The caller's companies and their apps. Answers {@link CompanyOutcome.Mine}. */
  record ReadMine() implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.SIGNED_IN;
    }
  }

  /** Reads the current user. Answers {@link CompanyOutcome.CurrentUser}. */
  record ReadCurrentUser() implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.SIGNED_IN;
    }
  }

  /**
   * Makes a company whose owner the caller is. Answers {@link CompanyOutcome.CompanyMade}, or
   * {@link Outcome.Invalid}.
   *
   * @param language that the name is in
   */
  record CreateCompany(String name, String language) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.SIGNED_IN;
    }
  }

  /** Answers {@link CompanyOutcome.CompanyFound}. */
  record ReadCompany(String companyId) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_READ;
    }
  }

  /** Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record RenameCompany(String companyId, String name, String language) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Mails a link by which a person joins; a further request sends another and voids the former.
   * Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param login mail address
   * @param language of the mail
   */
  record InviteMember(String companyId, String login, Role role, String language)
      implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.MEMBERS_WRITE;
    }
  }

  /** Answers {@link Outcome.Done}. */
  record WithdrawInvitation(String companyId, String login) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.MEMBERS_WRITE;
    }
  }

  /** Answers {@link Outcome.Done}; {@link Outcome.Invalid} where no owner would be left. */
  record ChangeMember(String companyId, long uid, Role role) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.MEMBERS_WRITE;
    }
  }

  /** Answers {@link Outcome.Done}; {@link Outcome.Invalid} where no owner would be left. */
  record RemoveMember(String companyId, long uid) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.MEMBERS_WRITE;
    }
  }

  /** Reads the company's audit records. Answers {@link AuditOutcome.CompanyAuditPage}. */
  record ReadCompanyAudit(String companyId, AuditFilter filter) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.AUDIT_READ;
    }
  }

  /** Reads an invitation by its token. Answers {@link CompanyOutcome.Invited}. */
  record ReadInvitation(String token) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.SIGNED_IN;
    }

    @Override
    public String toString() {
      return "ReadInvitation[]";
    }
  }

  /**
   * The caller joins; the invitation has to be for their own mail address. Answers {@link
   * CompanyOutcome.CompanyMade}.
   */
  record AcceptInvitation(String token) implements CompanyCommand {
    @Override
    public Permission permission() {
      return Permission.SIGNED_IN;
    }

    @Override
    public String toString() {
      return "AcceptInvitation[]";
    }
  }

  /** Role of a member in a company, and so in its apps. */
  enum Role {
    OWNER,
    DEVELOPER,
    FINANCE,
    SUPPORT,
    READ_ONLY
  }
}
