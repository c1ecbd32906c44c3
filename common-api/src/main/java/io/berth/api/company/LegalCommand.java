package io.berth.api.company;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;

/** Legal details of a company and the documents that prove them, and operators' checks of both. */
public sealed interface LegalCommand extends DidCommand, ConsoleCommand {
  /** Documents that a company may keep. */
  int MOST_DOCUMENTS = 6;

  /** Bytes of the largest document: as base64 it fits into a command of 1 MB. */
  int LARGEST_DOCUMENT = 700 * 1024;

  /** Answers {@link LegalOutcome.LegalFound}. */
  record ReadLegal(String companyId) implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Saves the details; changed ones have to be checked again. Answers {@link Outcome.Done}, or
   * {@link Outcome.Invalid}.
   *
   * @param registration number in the register that names the company; may be empty
   */
  record SaveLegal(String companyId, String legalName, String address, String registration)
      implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * Adds a PDF, PNG or JPEG file, told by its content; the details have to be checked again.
   * Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param content base64, of at most {@link #LARGEST_DOCUMENT} bytes
   */
  record AddDocument(String companyId, String name, String content) implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }

    @Override
    public String toString() {
      return "AddDocument[" + companyId + "]";
    }
  }

  /** Answers {@link Outcome.Done}. */
  record RemoveDocument(String companyId, long document) implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /** Answers {@link LegalOutcome.DocumentFound}, or {@link Outcome.Invalid}. */
  record ReadDocument(String companyId, long document) implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /** Reads the companies whose details wait for a check. Answers {@link LegalOutcome.Unchecked}. */
  record ReadUnchecked() implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link LegalOutcome.LegalFound}, or {@link Outcome.Invalid}. */
  record OperateLegal(String company) implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /**
   * Reads a document for an operator, which is recorded. Answers {@link
   * LegalOutcome.DocumentFound}, or {@link Outcome.Invalid}.
   */
  record OperateDocument(String company, long document) implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }

  /**
   * Finds the details right or wrong. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param version as it was read; another one refuses as {@code changed}
   * @param checked false refuses them
   * @param reason shown to the owners
   */
  record DecideLegal(String company, long version, boolean checked, String reason)
      implements LegalCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_APPS;
    }
  }
}
