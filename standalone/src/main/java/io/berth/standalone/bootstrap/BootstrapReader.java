package io.berth.standalone.bootstrap;

import io.berth.api.AccountKind;
import io.berth.api.Realm;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.balance.BalanceCommand.PutBankRate;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.dialect.Dialects;
import io.berth.standalone.bootstrap.BootstrapEntries.Balance;
import io.berth.standalone.bootstrap.BootstrapEntries.ChannelEntry;
import io.berth.standalone.bootstrap.BootstrapEntries.CoinEntry;
import io.berth.standalone.bootstrap.BootstrapEntries.CompanyEntry;
import io.berth.standalone.bootstrap.BootstrapEntries.UserEntry;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one file into {@link BootstrapEntries}, and its mistakes into {@link Problems}. */
final class BootstrapReader {

  private static final int LONGEST = 20 << 20;
  private static final int DEEPEST = 20;
  private static final int MOST_DECIMALS = 18;
  static final long LOWEST_UID = 1_000_000;
  private static final String MAIL = "must be an email address";

  private final String file;
  private final BootstrapEntries entries;
  private final Problems problems;
  private final Environment environment;
  private final AppReader apps;

  BootstrapReader(
      String file,
      BootstrapEntries entries,
      Problems problems,
      Environment environment,
      Dialects dialects) {
    this.file = file;
    this.entries = entries;
    this.problems = problems;
    this.environment = environment;
    this.apps = new AppReader(entries, environment, dialects);
  }

  void read(Reader contents) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    options.setNestingDepthLimit(DEEPEST);
    try {
      Node root = new Yaml(options).compose(contents);
      if (root != null) {
        top(new Section(file, root, "", problems, environment));
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(
          new SourcePosition(file, line), "the file", "is not valid YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.add(file, "is not valid YAML: " + e.getMessage());
    }
  }

  private void top(Section top) {
    top.sections("coins").forEach(this::coin);
    top.sections("channels").forEach(this::channel);
    top.sections("companies").forEach(this::company);
    top.sections("users").forEach(this::user);
    top.refuseUnread();
  }

  private void coin(Section section) {
    section.require("id");
    section.require("decimals");
    Long id = section.integer("id", 1, Integer.MAX_VALUE);
    String code =
        section.requiredText("code", ValueRules::coin, "must be lower-case letters and digits");
    Long decimals = section.integer("decimals", 0, MOST_DECIMALS);
    BigDecimal price = section.decimal("price_usdt");
    if (price != null && price.signum() < 0) {
      section.problem("price_usdt", "cannot be negative");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : List.of("chain_id", "name", "contract")) {
      String value = section.text(name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    PutBankRate bankRate = bankRate(section, code);
    section.refuseUnread();
    entries.coins.add(
        new CoinEntry(
            section.origin(),
            new PutCoin(
                Objects.requireNonNullElse(id, 0L).intValue(),
                code,
                Objects.requireNonNullElse(decimals, 0L).intValue(),
                price,
                attributes.isEmpty() ? null : attributes),
            bankRate));
  }

  /** Null where the coin is not sold by bank transfer. */
  private static @Nullable PutBankRate bankRate(Section section, String code) {
    BigDecimal rate = section.decimal("bank_rate");
    String currency = section.text("bank_currency");
    if (rate == null && currency == null) {
      return null;
    } else if (rate == null || rate.signum() <= 0) {
      section.problem("bank_rate", "must be positive");
      return null;
    } else if (currency == null || !currency.matches("[A-Z]{3}")) {
      section.problem("bank_currency", "must be three capital letters");
      return null;
    }
    return new PutBankRate(code, currency, rate);
  }

  private void channel(Section section) {
    String id = section.requiredText("id", ValueRules::digits, "must be digits");
    String name = section.requiredText("name", ValueRules::present, "must be 1 to 200 characters");
    Boolean friends = section.flag("friends");
    section.refuseUnread();
    entries.channels.add(
        new ChannelEntry(section.origin(), id, name, Boolean.TRUE.equals(friends)));
  }

  private void company(Section section) {
    String id =
        section.requiredText(
            "id",
            ValueRules::companyId,
            "must be lower-case letters and digits, starting with a letter");
    Map<String, String> name = localized(section, "name");
    Boolean enabled = section.flag("enabled");
    section.sections("apps").forEach(app -> apps.read(app, id));
    section.refuseUnread();
    entries.companies.add(new CompanyEntry(section.origin(), new PutCompany(id, name, enabled)));
  }

  private void user(Section section) {
    String login = section.requiredText("login", ValueRules::mail, MAIL);
    Long uid = section.integer("uid", LOWEST_UID, Long.MAX_VALUE / 10);
    String password = section.text("password", ValueRules::present, "must be 1 to 200 characters");
    String payPassword =
        section.text("pay_password", ValueRules::present, "must be 1 to 200 characters");
    String name = section.text("name", ValueRules::present, "must be 1 to 200 characters");
    String avatar = section.text("avatar");
    Section openIds = section.section("open_ids");
    Map<String, String> carried =
        openIds == null
            ? null
            : openIds.each(
                app ->
                    openIds.text(
                        app, ValueRules::openId, "must be 32 lower-case hexadecimal characters"));
    List<String> friends = section.texts("friends", ValueRules::mail, MAIL);
    List<String> roles = section.texts("roles", "operator"::equals, "can only contain operator");
    List<Balance> balances = balances(section);
    Section test = section.section("test");
    section.refuseUnread();
    PutUser user =
        new PutUser(login, uid, password, payPassword, name, avatar, carried, friends, roles);
    entries.users.add(new UserEntry(section.origin(), user, balances));
    if (test != null) {
      List<Balance> testBalances = balances(test);
      test.refuseUnread();
      entries.users.add(new UserEntry(test.origin(), ofTest(user), testBalances));
    }
  }

  /** The same person in test, with the same passwords. */
  private static PutUser ofTest(PutUser user) {
    List<String> friends = user.friends();
    return new PutUser(
        Realm.TEST.idOf(user.login()),
        null,
        user.password(),
        user.payPassword(),
        user.name(),
        user.avatar(),
        null,
        friends == null ? null : friends.stream().map(Realm.TEST::idOf).toList(),
        null);
  }

  /** One text for English, or texts by language. */
  static @Nullable Map<String, String> localized(Section section, String name) {
    Node node = section.node(name);
    if (node == null) {
      return null;
    }
    if (node instanceof org.yaml.snakeyaml.nodes.ScalarNode) {
      String text = section.text(name, ValueRules::present, "must be 1 to 200 characters");
      return text == null ? null : Map.of("en", text);
    }
    Section languages = Objects.requireNonNull(section.section(name));
    return languages.each(
        language -> {
          if (!ValueRules.language(language)) {
            languages.problem(language, "is not a language tag such as en, zh-CN or ko");
          }
          return languages.text(language, ValueRules::present, "must be 1 to 200 characters");
        });
  }

  static List<Balance> balances(Section owner) {
    List<Balance> balances = new ArrayList<>();
    Section kinds = owner.section("balances");
    if (kinds == null) {
      return balances;
    }
    for (AccountKind kind : AccountKind.values()) {
      Section coins = kinds.section(kind.name().toLowerCase(java.util.Locale.ROOT));
      if (coins != null) {
        coins
            .each(coins::decimal)
            .forEach(
                (coin, amount) -> {
                  if (amount.signum() <= 0) {
                    coins.problem(coin, "must be more than 0");
                  }
                  balances.add(new Balance(coins.origin(coin), kind, coin, amount));
                });
      }
    }
    kinds.refuseUnread();
    return balances;
  }
}
