package io.berth.standalone.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapReadingTests {

  @TempDir Path directory;

  private Path file(String yaml) {
    try {
      return Files.writeString(directory.resolve("platform.yaml"), yaml);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String refusalOf(String yaml) {
    try {
      Bootstrap.read(List.of(file(yaml)));
    } catch (UserError e) {
      return e.getMessage();
    }
    throw new AssertionError("accepted");
  }

  @Test
  void theDemoFileIsRight() {
    assertThat(Bootstrap.demo().isEmpty()).isFalse();
  }

  @Test
  void noFileIsEmpty() {
    assertThat(Bootstrap.read(List.of()).isEmpty()).isTrue();
  }

  @Test
  void acceptsEverythingThatTheContractShows() {
    Path file =
        file(
            """
            coins:
              - { id: 1, code: usdt, decimals: 6, price_usdt: "1", chain_id: 3, name: usdt, contract: "0x35", bank_currency: EUR, bank_rate: "1.1" }
            channels:
              - { id: "9166", name: open, friends: true }
            companies:
              - id: testcompany
                name: { en: Test Company, zh: 测试公司 }
                apps:
                  - app_id: appidfortest
                    dialect: dragonex
                    name: Test App
                    admin: merchant@example.com
                    account_uid: 1000900
                    profit_account: profit@example.com
                    redirect_urls: ["http://127.0.0.1:5500/demo/webapp/"]
                    entry: "http://127.0.0.1:5500/"
                    callback_url: "http://127.0.0.1:9000/callback"
                    scopes: [1, 5, 6, 7, 9, 10, 11, 12, 13]
                    required_scopes: [1]
                    coins: [usdt]
                    cut_rate: "0.01"
                    daily_payout_limit: { usdt: "10000" }
                    keys:
                      - { access_key: a, secret_key: b, ips: ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"] }
                    resp_check_key: testKey
                    reconciliation: { url: "https://books.example/day", profit_url: "https://books.example/profit", at: 03:30 }
                    balances: { coin: { usdt: "1000" }, open: { usdt: "1000" } }
            users:
              - login: alice@example.com
                uid: 1000000
                password: secret
                pay_password: secret
                name: Alice
                avatar: "…"
                open_ids: { appidfortest: 59991c0e35855a48bb1157295dd63ce4 }
                friends: [bob@example.com]
                balances: { coin: { usdt: "100" }, open: { usdt: "50" } }
                roles: []
            """);
    assertThatCode(() -> Bootstrap.read(List.of(file))).doesNotThrowAnyException();
  }

  @Test
  void theFileRequiresNeitherThePayPasswordRememberedNorPaymentsWithoutAsking() {
    assertThat(
            refusalOf(
                """
                companies:
                  - id: test
                    apps:
                      - app_id: game
                        dialect: dragonex
                        name: Game
                        admin: merchant@example.com
                        required_scopes: [1, 12]
                        resp_check_key: testKey
                """))
        .containsPattern("platform.yaml:\\d+: companies\\[0].apps\\[0].required_scopes .*10 or 12");
  }

  @Test
  void namesFileLineAndFieldOfEverythingThatIsWrong() {
    String refusal =
        refusalOf(
            """
            coins:
              - { id: 1, code: USDT, decimals: 6 }
              - id: 2
                decimals: 19
            companies:
              - id: Test
                apps:
                  - app_id: game
                    dialect: dragonfly
                    callback_url: ftp://example.com/
                    cut_rate: 1.5
                    colour: red
            users:
              - login: nobody
                uid: 7
            """);
    assertThat(refusal.lines().map(String::strip))
        .anyMatch(line -> line.matches(".*platform.yaml:2: coins\\[0].code .*USDT"))
        .anyMatch(line -> line.matches(".*platform.yaml:3: coins\\[1].code is missing"))
        .anyMatch(line -> line.matches(".*platform.yaml:4: coins\\[1].decimals .*19"))
        .anyMatch(line -> line.matches(".*platform.yaml:6: companies\\[0].id .*Test"))
        .anyMatch(line -> line.matches(".*platform.yaml:9: companies\\[0].apps\\[0].dialect .*"))
        .anyMatch(line -> line.matches(".*platform.yaml:10: .*callback_url .*"))
        .anyMatch(line -> line.matches(".*platform.yaml:11: .*cut_rate .*"))
        .anyMatch(line -> line.matches(".*platform.yaml:12: .*colour is not a known field.*"))
        .anyMatch(line -> line.matches(".*platform.yaml:14: users\\[0].login .*nobody"))
        .anyMatch(line -> line.matches(".*platform.yaml:15: users\\[0].uid .*7"));
    assertThat(refusal).startsWith("Nothing was applied: 10 problems");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          users: 7                                            | users must be a list
          users: [7]                                          | users[0] must be a mapping
          users: [{ login: a@b, name: [1] }]                  | users[0].name must be text
          users: [{ login: a@b, login: c@d }]                 | users[0].login is given twice
          users: [{ login: a@b, roles: [king] }]              | can only contain operator
          users: [{ login: a@b, balances: { coin: { usdt: 1e3 } } }] | plain notation, not 1e3
          users: [{ login: a@b, balances: { coin: { usdt: -1 } } }]  | must be more than 0
          users: [{ login: a@b, password: '${BERTH_NOT_SET}' }] | BERTH_NOT_SET, which is not set
          users: [{ login: a@b }, { login: a@b }]             | is already given at
          coins: [{ id: 1, code: a, decimals: 0 }, { id: 1, code: b, decimals: 0 }] | coins.id 1 is already given
          coins: [{ id: 1, code: a, decimals: 0, bank_rate: 0, bank_currency: EUR }] | bank_rate must be positive
          coins: [{ id: 1, code: a, decimals: 0, bank_rate: 2 }] | bank_currency must be three capital letters
          companies: [{ id: c, apps: [{ app_id: a, reconciliation: { at: 25:00 } }] }] | reconciliation.at must be a time of day such as 03:30, not 25:00
          companies: [{ id: c, apps: [{ app_id: a, reconciliation: { url: books } }] }] | reconciliation.url must be an absolute
          companies: [{ id: c, apps: [{ app_id: a, redirect_urls: ['http:/h'] }] }]      | must be an absolute
          companies: [{ id: c, apps: [{ app_id: a, entry: 'http://h:65536/' }] }]         | entry must be an absolute
          companies: [{ id: c, apps: [{ app_id: a, callback_url: 'http://h.example:25' }] }] | callback_url must be an absolute
          channels: [{ id: x, name: y }]                      | channels[0].id must be digits
          users: [                                            | is not valid YAML
          nothing: here                                       | nothing is not a known field; known fields: channels, coins, companies, users
          """)
  void saysWhatIsWrong(String yaml, String problem) {
    assertThat(refusalOf(yaml)).contains("platform.yaml").contains(problem);
  }

  @Test
  void secretsComeFromTheEnvironment() {
    Environment environment = new Environment(name -> name.equals("KEY") ? "$1 \\x" : null);
    assertThat(environment.fill("a-${KEY}-b")).isEqualTo("a-$1 \\x-b");
    assertThat(environment.missing("${KEY}${OTHER}")).isEqualTo("OTHER");
    assertThat(environment.missing("${KEY} $OTHER {x}")).isNull();
  }

  @Test
  void dialectsValidateTheirSettings() {
    String app =
        """
        companies:
          - id: c
            apps:
              - app_id: game
                dialect: dragonex
                resp_check_key: [1, 2]
        """;
    assertThat(refusalOf(app)).contains("platform.yaml:6: companies[0].apps[0].resp_check_key ");
  }

  @Test
  void coinsThatAreUsedAreDeclaredWhereAnyIs() {
    String yaml =
        """
        coins: [{ id: 1, code: usdt, decimals: 6 }]
        users:
          - { login: a@b, balances: { coin: { btc: 1 } } }
        """;
    assertThat(refusalOf(yaml)).contains("platform.yaml:3: balances names the coin btc");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Bootstrap.read(List.of(Path.of("no-such.yaml"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no-such.yaml: does not exist");
  }

  @Test
  void recursiveAliasesAreRejected() {
    assertThat(refusalOf("users: &u [{ login: a@b, friends: *u }]")).contains("friends");
  }
}
