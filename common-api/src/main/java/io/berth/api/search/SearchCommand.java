package io.berth.api.search;

import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.Permission;

/**
 * Finds keys and people by what identifies them. Each answers {@link SearchOutcome.Found}, with at
 * most 20 of a kind.
 */
public sealed interface SearchCommand extends DidCommand, ConsoleCommand {

  /** Hits of one kind that an answer holds. */
  int MOST = 20;

  /**
   * Looks in the caller's companies: for access keys, for colleagues by mail address, and, where
   * the caller may read orders, for users by OpenId or uid.
   *
   * @param text as typed, without spaces around it
   */
  record FindInMyCompanies(String text) implements SearchCommand {
    @Override
    public Permission permission() {
      return Permission.SIGNED_IN;
    }
  }

  /**
   * Looks for access keys in all companies.
   *
   * @param text as typed, without spaces around it
   */
  record FindKeys(String text) implements SearchCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }
}
