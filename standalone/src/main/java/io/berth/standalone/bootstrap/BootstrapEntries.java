package io.berth.standalone.bootstrap;

import io.berth.api.AccountKind;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.balance.BalanceCommand.PutBankRate;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of the files with their positions. */
final class BootstrapEntries {

  /**
   * @param bankRate null where the coin is not sold by bank transfer
   */
  record CoinEntry(SourcePosition origin, PutCoin coin, @Nullable PutBankRate bankRate) {}

  record ChannelEntry(SourcePosition origin, String id, String name, boolean friends) {}

  record CompanyEntry(SourcePosition origin, PutCompany company) {}

  /**
   * @param section its mapping in the file
   */
  record AppEntry(
      Section section,
      PutApp app,
      @Nullable PutReconciliation reconciliation,
      List<Balance> balances) {
    SourcePosition origin() {
      return section.origin();
    }
  }

  record UserEntry(SourcePosition origin, PutUser user, List<Balance> balances) {

    /** The part of a user that needs neither apps nor friends. */
    PutUser alone() {
      return new PutUser(
          user.login(),
          user.uid(),
          user.password(),
          user.payPassword(),
          user.name(),
          user.avatar(),
          null,
          null,
          user.roles());
    }

    boolean hasTies() {
      Map<String, String> openIds = user.openIds();
      List<String> friends = user.friends();
      return openIds != null && !openIds.isEmpty() || friends != null && !friends.isEmpty();
    }

    PutUser ties() {
      return new PutUser(
          user.login(), user.uid(), null, null, null, null, user.openIds(), user.friends(), null);
    }
  }

  record Balance(SourcePosition origin, AccountKind account, String coin, BigDecimal amount) {}

  final List<CoinEntry> coins = new ArrayList<>();
  final List<ChannelEntry> channels = new ArrayList<>();
  final List<CompanyEntry> companies = new ArrayList<>();
  final List<AppEntry> apps = new ArrayList<>();
  final List<UserEntry> users = new ArrayList<>();
}
