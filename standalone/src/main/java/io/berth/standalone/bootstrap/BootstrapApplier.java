package io.berth.standalone.bootstrap;

import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.CheckApp;
import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.api.app.ManagementCommand.ReserveUids;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.user.UserOutcome;
import io.berth.standalone.bootstrap.BootstrapEntries.AppEntry;
import io.berth.standalone.bootstrap.BootstrapEntries.Balance;
import io.berth.standalone.bootstrap.BootstrapEntries.UserEntry;
import io.berth.standalone.cli.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Sends entries as commands in the order of their dependencies. */
final class BootstrapApplier {

  private static final int MOST_UIDS = 1000;

  private final BootstrapEntries entries;
  private final BootstrapClient client;
  private final Consumer<String> notes;
  private int commands;

  /**
   * @param notes receives a line about each change that waits for an operator, and about accounts
   *     of apps that name one admin
   */
  BootstrapApplier(BootstrapEntries entries, BootstrapClient client, Consumer<String> notes) {
    this.entries = entries;
    this.client = client;
    this.notes = notes;
  }

  /**
   * @throws UserError before anything is applied, if the platform rejects an app
   */
  int run() {
    check();
    entries.coins.forEach(
        entry -> {
          String coin = "coin " + entry.coin().code();
          send(entry.origin(), coin, entry.coin());
          if (entry.bankRate() != null) {
            send(entry.origin(), coin, entry.bankRate());
          }
        });
    entries.channels.forEach(
        entry ->
            send(
                entry.origin(),
                "channel " + entry.id(),
                new PutChannel(entry.id(), entry.name(), entry.friends())));
    entries.companies.forEach(
        entry -> send(entry.origin(), "company " + entry.company().companyId(), entry.company()));
    reserveUids();
    List<OpeningBalances> openingBalances = new ArrayList<>();
    users(openingBalances);
    for (AppEntry entry : entries.apps) {
      long account = uid(entry.origin(), "app " + entry.app().appId(), entry.app());
      openingBalances.add(new OpeningBalances(entry.app().appId(), account, entry.balances()));
      if (sharesItsAdmin(entry)) {
        notes.accept("app %s: account %s".formatted(entry.app().appId(), account));
      }
      if (entry.reconciliation() != null) {
        send(entry.origin(), "reconciliation of " + entry.app().appId(), entry.reconciliation());
      }
    }
    for (UserEntry entry : entries.users) {
      if (entry.hasTies()) {
        send(entry.origin(), "user " + entry.user().login(), entry.ties());
      }
    }
    openingBalances.forEach(this::give);
    return commands;
  }

  /** Checks apps on the platform, which knows the new ones that must be complete. */
  private void check() {
    Problems problems = new Problems();
    for (AppEntry entry : entries.apps) {
      if (client.send(new CheckApp(entry.app())) instanceof Outcome.Refusal refusal) {
        String detail = refusal.detail() == null ? "" : refusal.detail();
        String[] named = detail.contains(": ") ? detail.split(": ", 2) : new String[] {"", detail};
        String field = named[0].isEmpty() ? "app_id" : named[0];
        problems.add(
            entry.section().origin(field),
            entry.section().field(field),
            "of %s is refused: %s %s"
                .formatted(entry.app().appId(), refusal.code(), named[1])
                .strip());
      }
    }
    problems.refuse();
  }

  /** Reserves the uids that files name for apps, so that no user is assigned one. */
  private void reserveUids() {
    List<Long> uids =
        Stream.concat(
                entries.users.stream().map(entry -> entry.user().uid()),
                entries.apps.stream().map(entry -> entry.app().accountUid()))
            .filter(Objects::nonNull)
            .toList();
    for (int from = 0; from < uids.size(); from += MOST_UIDS) {
      List<Long> some = List.copyOf(uids.subList(from, Math.min(uids.size(), from + MOST_UIDS)));
      send(new SourcePosition("", 0), "uids", new ReserveUids(some));
    }
  }

  /**
   * Prints the accounts of apps with a common admin: on other platforms they shared one account.
   */
  private boolean sharesItsAdmin(AppEntry entry) {
    String admin = entry.app().adminLogin();
    return admin != null
        && entries.apps.stream()
                .filter(other -> admin.equalsIgnoreCase(other.app().adminLogin()))
                .count()
            > 1;
  }

  /** Opening balances of one account's owner. */
  private record OpeningBalances(String owner, long uid, List<Balance> balances) {}

  /** Puts users with explicit uids first, so that no other user is assigned one of them. */
  private void users(List<OpeningBalances> openingBalances) {
    List<UserEntry> ordered =
        entries.users.stream()
            .sorted(Comparator.comparing(entry -> entry.user().uid() == null))
            .toList();
    for (UserEntry entry : ordered) {
      long uid = uid(entry.origin(), "user " + entry.user().login(), entry.alone());
      openingBalances.add(new OpeningBalances(entry.user().login(), uid, entry.balances()));
    }
  }

  private void give(OpeningBalances openingBalances) {
    for (Balance balance : openingBalances.balances) {
      String account = balance.account().name().toLowerCase(Locale.ROOT);
      String reference =
          String.join("/", "bootstrap", openingBalances.owner, account, balance.coin());
      send(
          balance.origin(),
          "balance of " + openingBalances.owner,
          new GiveOpeningBalance(
              reference, openingBalances.uid, balance.account(), balance.coin(), balance.amount()));
    }
  }

  private long uid(SourcePosition origin, String what, Command command) {
    Outcome outcome = send(origin, what, command);
    if (outcome instanceof UserOutcome.Identity identity) {
      return identity.uid();
    }
    if (outcome instanceof ChangeOutcome.ChangeWaiting(_, Long uid, _) && uid != null) {
      return uid;
    }
    throw new UserError(origin + ": " + what + " was put, but the response has no uid");
  }

  private Outcome send(SourcePosition origin, String what, Command command) {
    Outcome outcome = client.send(command);
    commands++;
    if (outcome instanceof Outcome.Refusal refusal) {
      throw new UserError(
          "%s: %s was refused: %s%s; what stands before it is applied"
              .formatted(
                  origin,
                  what,
                  refusal.code(),
                  refusal.detail() == null ? "" : " (" + refusal.detail() + ")"));
    }
    if (outcome instanceof ChangeOutcome.ChangeWaiting waiting) {
      Instant alone = waiting.appliesAt();
      notes.accept(
          origin
              + ": "
              + what
              + ": a part waits for an operator (change "
              + waiting.id()
              + ")"
              + (alone == null ? "" : ", or until " + alone + " where nobody refuses it"));
    }
    return outcome;
  }
}
