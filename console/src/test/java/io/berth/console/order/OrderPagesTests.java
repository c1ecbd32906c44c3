package io.berth.console.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.TimeSpan;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.CallRequest;
import io.berth.api.delivery.CallResult;
import io.berth.api.delivery.Delivery;
import io.berth.api.delivery.DeliveryCommand;
import io.berth.api.delivery.DeliveryOutcome;
import io.berth.api.delivery.DrillCommand;
import io.berth.api.delivery.DrillOutcome;
import io.berth.api.dispute.DisputeCommand;
import io.berth.api.dispute.DisputeOutcome;
import io.berth.api.launch.LaunchState;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderOutcome;
import io.berth.api.order.OrderStatus;
import io.berth.console.RunningConsole;
import io.berth.console.ScriptedGateway;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithBrowser
class OrderPagesTests {

  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final Order ORDER =
      new Order(
          239_000_000_000_001L,
          "game",
          "trade-1",
          "59991c0e35855a48bb1157295dd63ce4",
          1_000_001L,
          1,
          "usdt",
          new BigDecimal("12.500"),
          new BigDecimal("0.125"),
          Direction.USER_TO_APP,
          AccountKind.COIN,
          OrderStatus.PAID,
          AT,
          AT.plusSeconds(30),
          null,
          Map.of("scene", "shop"));
  private static final CallResult FAILED =
      new CallResult(200, 12, false, CallProblem.BODY, null, "ok");
  private static final CallResult RECEIVED = new CallResult(200, 9, true, null, null, "success");

  private static final String ROW =
      "239000000000001,trade-1,PAYMENT,PAID,usdt,12.500,0.125,"
          + "59991c0e35855a48bb1157295dd63ce4,1000001,2026-11-21T08:00:00Z,2026-11-21T08:00:30Z,";

  private final RunningConsole console = RunningConsole.get();
  private final ScriptedGateway gateway = console.gateway();

  @BeforeEach
  void script() {
    head(EnumSet.of(Permission.APP_READ, Permission.MONEY_READ, Permission.CALLBACKS_WRITE));
    gateway.answers(
        OrderCommand.SearchOrders.class, new OrderOutcome.OrderList(List.of(ORDER), ORDER.id()));
    gateway.answers(
        OrderCommand.SumOrders.class,
        new OrderOutcome.OrderSums(
            List.of(
                new OrderOutcome.CoinSum(
                    ORDER.coin(), 1234, new BigDecimal("77"), new BigDecimal("0.7"))),
            true));
    gateway.answers(
        DisputeCommand.ReadOrderDisputes.class, new DisputeOutcome.DisputeList(List.of(), false));
    gateway.answers(
        OrderCommand.ReadOrderLife.class,
        new OrderOutcome.OrderLife(
            ORDER,
            AT.plusSeconds(600),
            AT.plusSeconds(5),
            AT.plusSeconds(10),
            List.of(
                new OrderOutcome.Posting(
                    OrderOutcome.Owner.USER, new BigDecimal("-12.5"), AT.plusSeconds(30)),
                new OrderOutcome.Posting(
                    OrderOutcome.Owner.APP, new BigDecimal("12.5"), AT.plusSeconds(30))),
            List.of(
                new OrderOutcome.Event(
                    1,
                    OrderEvent.Kind.SETTLED,
                    AT.plusSeconds(30),
                    AT.plusSeconds(31),
                    AT.plusSeconds(32))),
            null,
            List.of(),
            new BigDecimal("7.5")));
    gateway.answers(
        DeliveryCommand.ReadDeliveries.class,
        new DeliveryOutcome.Deliveries(
            List.of(delivery(Delivery.State.PENDING, Instant.now().plusSeconds(3000), FAILED)),
            null));
    gateway.answers(
        DeliveryCommand.ReadLatestRounds.class,
        new DeliveryOutcome.LatestRounds(
            List.of(new DeliveryOutcome.LatestRound(ORDER.id(), Delivery.State.PENDING, 1))));
    gateway.answers(
        DeliveryCommand.SearchDeliveries.class,
        new DeliveryOutcome.Deliveries(
            List.of(delivery(Delivery.State.PENDING, Instant.now().plusSeconds(3000), FAILED)),
            new DeliveryCommand.Position(5, 6)));
    gateway.answers(
        DeliveryCommand.ReadCallbackOverview.class,
        new DeliveryOutcome.Overview(
            3,
            2,
            1,
            "http://127.0.0.1:9000/callback",
            false,
            null,
            Acknowledgement.text("success"),
            List.of(new DeliveryOutcome.Endpoint("http://127.0.0.1:9000", 1, AT)),
            32));
  }

  private void head(Set<Permission> permissions) {
    AppLine app =
        new AppLine("game", "acme", Map.of("en", "Game"), "wancms", LaunchState.LIVE, true);
    gateway.answers(ReadHead.class, new Head(app, Map.of("en", "Acme"), permissions));
  }

  private static Delivery delivery(
      Delivery.State state, @Nullable Instant next, CallResult result) {
    return new Delivery(
        6,
        ORDER.id(),
        ORDER.tradeNo(),
        state,
        false,
        1,
        next,
        AT.plusSeconds(32),
        state == Delivery.State.PENDING ? null : AT.plusSeconds(40),
        "request",
        List.of(
            new Delivery.Attempt(1, AT.plusSeconds(33), "http://127.0.0.1:9000/callback", result)));
  }

  @Test
  void archivedOrdersAreTold() {
    LocalDate before = LocalDate.parse("2025-03-01");
    gateway.answers(OrderCommand.ReadOrderLife.class, new OrderOutcome.OrderArchived(before));
    gateway.answers(
        OrderCommand.SearchOrders.class, new OrderOutcome.OrderList(List.of(), null, before));
    assertThat(console.get("/console/apps/game/orders/7").body())
        .contains("Orders before 2025-03-01 (UTC) are archived, and if this order existed");
    head(EnumSet.of(Permission.APP_READ, Permission.MONEY_READ, Permission.REFUND));
    assertThat(console.get("/console/apps/game/orders/7/refund").statusCode()).isEqualTo(404);
    assertThat(console.get("/console/apps/game/orders?number=7").body())
        .contains("Orders before 2025-03-01 (UTC) are archived. Their trade numbers");
  }

  @Test
  void searchesForWhatTheFormSays() {
    HttpResponse<String> page =
        console.get(
            "/console/apps/game/orders?number=trade-1&user=&status=PAID&kind=PAYMENT"
                + "&from=2026-11-01&to=2026-11-21&coin=usdt");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(gateway.latest(OrderCommand.SearchOrders.class))
        .isEqualTo(
            new OrderCommand.SearchOrders(
                "trade-1",
                null,
                "usdt",
                OrderStatus.PAID,
                OrderCommand.Kind.PAYMENT,
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z"),
                null,
                false,
                null,
                25));
    assertThat(page.body())
        .contains("trade-1", "value=\"12.5\">12.5<", "/console/apps/game/orders/" + ORDER.id())
        .contains("after=" + ORDER.id(), "59991c0e…", "1,234 orders in all")
        .containsPattern("badge bad\">Failing<");
  }

  @Test
  void sortsAndGivesWhatIsFilteredAsAFile() {
    String oldest = "/console/apps/game/orders?sort=oldest&size=100&period=DAY&after=5";
    assertThat(console.get(oldest).body())
        .contains("aria-sort=\"ascending\"")
        .contains("href=\"?period=DAY&amp;sort=latest&amp;size=100\"");
    OrderCommand.SearchOrders asked =
        Objects.requireNonNull(gateway.latest(OrderCommand.SearchOrders.class));
    assertThat(asked.oldestFirst()).isTrue();
    assertThat(asked.after()).isEqualTo(5L);
    assertThat(asked.limit()).isEqualTo(100);
    assertThat(asked.from()).isBetween(Instant.now().minusSeconds(86_500), Instant.now());

    gateway.answers(
        OrderCommand.SearchOrders.class,
        search ->
            new OrderOutcome.OrderList(List.of(ORDER), search.after() == null ? ORDER.id() : null));
    assertThat(console.get("/console/apps/game/orders.csv?status=PAID").body().lines())
        .containsExactly(
            "\uFEFForder_id,trade_no,kind,status,coin,amount,fee,open_id,uid,created_at,"
                + "settled_at,return_of",
            ROW,
            ROW);
    assertThat(gateway.latest(OrderCommand.SearchOrders.class))
        .extracting(OrderCommand.SearchOrders::status)
        .isEqualTo(OrderStatus.PAID);
  }

  @Test
  void callbacksBeginWithTheOldest() {
    assertThat(console.get("/console/apps/game/callbacks?sort=oldest&order=5&delivery=6").body())
        .contains("aria-sort=\"ascending\"", "href=\"?sort=latest\"")
        .contains("sort=oldest&amp;order=5&amp;delivery=6");
    DeliveryCommand.SearchDeliveries asked =
        Objects.requireNonNull(gateway.latest(DeliveryCommand.SearchDeliveries.class));
    assertThat(asked.oldestFirst()).isTrue();
    assertThat(asked.after()).isEqualTo(new DeliveryCommand.Position(5, 6));
  }

  @Test
  void sortsByColumnsAndGoesOnWhereThePageEnded() {
    OrderCommand.SortedPosition next = new OrderCommand.SortedPosition("12.5", 5, 99);
    gateway.answers(
        OrderCommand.SortOrders.class, new OrderOutcome.SortedOrders(List.of(ORDER), next, false));
    assertThat(console.get("/console/apps/game/orders?sort=amount-down&status=PAID").body())
        .containsPattern(
            "class=\"number\" aria-sort=\"descending\"><a class=\"sort\" href=\"\\?status=PAID&amp;sort=amount\"")
        .contains("sort=user", "sort=state", "sort=latest", "after=12.5%7E5%7E99")
        .contains("cover the latest 20,000 of this filter");
    OrderCommand.SortOrders asked =
        Objects.requireNonNull(gateway.latest(OrderCommand.SortOrders.class));
    assertThat(asked.sort()).isEqualTo(OrderCommand.OrderSort.AMOUNT);
    assertThat(asked.ascending()).isFalse();
    assertThat(asked.filter().status()).isEqualTo(OrderStatus.PAID);
    assertThat(asked.after()).isNull();
    console.get("/console/apps/game/orders?sort=amount-down&after=12.5%7E5%7E99");
    assertThat(gateway.latest(OrderCommand.SortOrders.class))
        .extracting(OrderCommand.SortOrders::after)
        .isEqualTo(next);
    console.get("/console/apps/game/orders?sort=state&after=nonsense");
    assertThat(gateway.latest(OrderCommand.SortOrders.class))
        .extracting(OrderCommand.SortOrders::ascending, OrderCommand.SortOrders::after)
        .containsExactly(true, null);
  }

  @Test
  void callbacksNarrowToAProblemAndAreAFile() {
    String filter = "?show=FAILED&problem=BODY&period=HOUR&size=50";
    assertThat(console.get("/console/apps/game/callbacks" + filter).body())
        .contains("callbacks.csv?show=FAILED&amp;problem=BODY&amp;period=HOUR\"")
        .contains("&amp;size=50&amp;order=5&amp;delivery=6");
    DeliveryCommand.SearchDeliveries asked =
        Objects.requireNonNull(gateway.latest(DeliveryCommand.SearchDeliveries.class));
    assertThat(asked.problem()).isEqualTo(CallProblem.BODY);
    assertThat(asked.since()).isAfter(Instant.now().minusSeconds(3700));
    assertThat(asked.limit()).isEqualTo(50);

    gateway.answers(
        DeliveryCommand.SearchDeliveries.class,
        search ->
            new DeliveryOutcome.Deliveries(
                List.of(delivery(Delivery.State.GIVEN_UP, null, FAILED)),
                search.after() == null ? new DeliveryCommand.Position(5, 6) : null));
    assertThat(console.get("/console/apps/game/callbacks.csv" + filter).body().lines())
        .hasSize(3)
        .last()
        .asString()
        .contains(",trade-1,GIVEN_UP,1,", ",200,12,BODY");
  }

  @Test
  void listsNarrowToAnHour() {
    String hour = "2026-11-21T15:00:00Z/PT1H";
    TimeSpan span = TimeSpan.read(hour);
    assertThat(console.get("/console/apps/game/orders?ended=" + hour + "&status=PAID").body())
        .contains("name=\"ended\" value=\"" + hour + "\"", "href=\"?status=PAID\">Any time");
    assertThat(gateway.latest(OrderCommand.SearchOrders.class))
        .extracting(OrderCommand.SearchOrders::ended)
        .isEqualTo(span);
    assertThat(console.get("/console/apps/game/callbacks?attempted=" + hour).body())
        .contains("name=\"attempted\" value=\"" + hour + "\"");
    assertThat(gateway.latest(DeliveryCommand.SearchDeliveries.class))
        .extracting(DeliveryCommand.SearchDeliveries::attempted)
        .isEqualTo(span);
    console.get("/console/apps/game/orders?ended=yesterday/PT1H");
    assertThat(gateway.latest(OrderCommand.SearchOrders.class))
        .extracting(OrderCommand.SearchOrders::ended)
        .isNull();
  }

  @Test
  void oneBoxTicksAll(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/callbacks");
    Locator all = page.getByLabel("Select all on this page");
    Locator one = page.getByLabel("trade-1").first();
    all.check();
    assertThat(one.isChecked()).isTrue();
    one.uncheck();
    assertThat(all.isChecked()).isFalse();
  }

  @Test
  void keysLeadAround(Page page) {
    gateway.answers(
        ReadCurrentUser.class, new CurrentUser("alice@example.com", "Alice", false, List.of()));
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/callbacks");
    page.keyboard().press("g");
    page.keyboard().press("o");
    page.waitForURL("**/orders");
    page.keyboard().press("/");
    assertThat(focused(page)).isEqualTo("find");
    page.keyboard().type("gj?");
    assertThat(page.inputValue("#find")).as("typed, not obeyed").isEqualTo("gj?");
    page.locator("h1").click();
    page.keyboard().press("j");
    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("trade-1");
    page.keyboard().press("?");
    assertThat(page.isVisible("#keys")).isTrue();
    Accessibility.check(page);
    Screenshots.ofWindow(page, "keys");
    page.uncheck("#keys input");
    page.keyboard().press("Escape");
    assertThat(page.isVisible("#keys")).isFalse();
    page.keyboard().press("/");
    assertThat(focused(page)).as("turned off").isNotEqualTo("find");
  }

  private static Object focused(Page page) {
    return page.evaluate("document.activeElement.id");
  }

  @Test
  void theListFollowsWhatHappensUnlessItIsPaused(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/orders");
    page.waitForSelector(".live-bar.on");
    answersOrder("trade-2");
    page.waitForSelector("tr.new >> text=trade-2");
    assertThat(page.locator("#live tbody tr").count()).isEqualTo(1);
    Accessibility.check(page);
    page.click(".live-bar button");
    assertThat(page.textContent(".live-bar [role=status]")).isEqualTo("Paused");
    answersOrder("trade-3");
    page.reload();
    assertThat(page.textContent(".live-bar [role=status]")).isEqualTo("Paused");
    answersOrder("trade-4");
    page.click(".live-bar button");
    page.waitForSelector("tr.new >> text=trade-4");
    head(Set.of());
    gateway.answers(OrderCommand.SearchOrders.class, Outcome.Refusal.of(ErrorCode.NO_PERMISSION));
    page.waitForSelector(".live-bar [role=status] >> text=Not live");
  }

  private void answersOrder(String tradeNo) {
    Order order =
        new Order(
            ORDER.id() + tradeNo.hashCode(),
            ORDER.appId(),
            tradeNo,
            null,
            null,
            1,
            "usdt",
            BigDecimal.ONE,
            BigDecimal.ZERO,
            Direction.USER_TO_APP,
            AccountKind.COIN,
            OrderStatus.PENDING,
            AT,
            null,
            null,
            Map.of());
    gateway.answers(
        OrderCommand.SearchOrders.class, new OrderOutcome.OrderList(List.of(order), null));
  }

  @Test
  void whatIsCopiedFromAnAmountIsExact(Page page) {
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/orders");
    page.evaluate(
        """
        const amount = document.querySelector('td data');
        amount.value = '1234.5';
        amount.textContent = '1,234.5';
        getSelection().selectAllChildren(amount)
        """);
    page.keyboard().press("Control+c");
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("1234.5");
  }

  @Test
  void aLifeIsOnePage(Page page) {
    console.signedIn(page).navigate(order());
    assertThat(page.locator(".timeline > li").all())
        .extracting(moment -> moment.getAttribute("data-kind"))
        .containsExactly(
            "created",
            "opened",
            "code-mailed",
            "paid",
            "posted",
            "event",
            "published",
            "attempt",
            "next");
    assertThat(page.locator("[data-kind=attempt] .badge").textContent())
        .isEqualTo("HTTP 200, but “ok” is not an acknowledgement");
    assertThat(page.locator("[data-kind=posted] li").allTextContents().getFirst())
        .contains("-12.5 usdt");
    Accessibility.check(page);
  }

  private String order() {
    return console.origin() + "/console/apps/game/orders/" + ORDER.id();
  }

  @Test
  void whatIsStillToHappenAppearsByItself(Page page) {
    gateway.answers(
        DeliveryCommand.ReadDeliveries.class,
        new DeliveryOutcome.Deliveries(
            List.of(delivery(Delivery.State.PENDING, Instant.now(), FAILED)), null));
    console.signedIn(page).navigate(order());
    gateway.answers(
        DeliveryCommand.ReadDeliveries.class,
        new DeliveryOutcome.Deliveries(
            List.of(delivery(Delivery.State.DELIVERED, null, RECEIVED)), null));
    page.locator("[data-kind=attempt] .badge.good").waitFor();
    assertThat(page.locator("#life").getAttribute("hx-get")).isNull();
  }

  @Test
  void resendingAsksOnceAndSaysSo() {
    gateway.answers(DeliveryCommand.ResendCallbacks.class, new DeliveryOutcome.Resent(1, 0, false));
    String page = "/console/apps/game/orders/" + ORDER.id();
    HttpResponse<String> answer = console.post(page, page + "/resend", Map.of());
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(gateway.latest(DeliveryCommand.ResendCallbacks.class))
        .isEqualTo(new DeliveryCommand.ResendCallbacks(List.of(ORDER.id())));
  }

  @Test
  void refundsWithOneNumberPerForm(Page page) {
    head(EnumSet.of(Permission.APP_READ, Permission.MONEY_READ, Permission.REFUND));
    gateway.answers(OrderCommand.RefundOrder.class, Outcome.Invalid.of("amount", "over-balance"));
    console.signedIn(page).navigate(order());
    page.click("a[href$='/refund']");
    assertThat(page.inputValue("#amount")).as("all that is left").isEqualTo("7.5");
    Accessibility.check(page);
    page.fill("#amount", "2");
    page.fill("#reason", "broken sword");
    page.click("button.danger");
    assertThat(page.textContent("#amount-error")).contains("holds less than this");
    Screenshots.ofWindow(page, "refund");
    OrderCommand.RefundOrder first =
        Objects.requireNonNull(gateway.latest(OrderCommand.RefundOrder.class));
    gateway.answers(OrderCommand.RefundOrder.class, new OrderOutcome.Refunded(ORDER));
    page.click("button.danger");
    page.waitForURL(order());
    assertThat(page.textContent("[role=status]")).contains("The user has been paid back.");
    assertThat(first.tradeNo()).matches(OrderCommand.refundNumber(ORDER.id()) + "[0-9a-z]{8}");
    assertThat(gateway.latest(OrderCommand.RefundOrder.class))
        .isEqualTo(
            new OrderCommand.RefundOrder(
                ORDER.id(), first.tradeNo(), new BigDecimal("2"), "broken sword"));
  }

  @Test
  void refundsOnlyForWhomThePermissionIs() {
    String page = "/console/apps/game/orders/" + ORDER.id();
    assertThat(console.get(page).body()).doesNotContain("/refund");
    assertThat(console.get(page + "/refund").statusCode()).isEqualTo(403);
  }

  @Test
  void whoMayOnlyLookHasNoButtons() {
    head(EnumSet.of(Permission.APP_READ, Permission.MONEY_READ));
    assertThat(console.get("/console/apps/game/callbacks").body())
        .contains("trade-1")
        .doesNotContain("method=\"post\" action=\"/console/apps/game/callbacks/test")
        .doesNotContain("type=\"checkbox\" name=\"order\"");
  }

  @Test
  void selectedAndFailedCallbacksAreResent() {
    gateway.answers(DeliveryCommand.ResendCallbacks.class, new DeliveryOutcome.Resent(1, 0, false));
    gateway.answers(DeliveryCommand.ResendFailed.class, new DeliveryOutcome.Resent(7, 0, true));
    String page = "/console/apps/game/callbacks";
    HttpResponse<String> chosen = console.post(page, page + "/resend", Map.of("order", "42"));
    assertThat(chosen.headers().firstValue("Location")).hasValue(page + "?resent=1&skipped=0");
    HttpResponse<String> failed =
        console.post(page, page + "/resend-failed", Map.of("since", "week"));
    assertThat(failed.headers().firstValue("Location"))
        .hasValue(page + "?resent=7&skipped=0&more=1");
    assertThat(console.get(page + "?resent=7&skipped=0&more=1").body())
        .contains("7 callbacks are being resent.");
  }

  @Test
  void aTestIsShownAtOnce() {
    gateway.answers(
        DeliveryCommand.SendTestCallback.class,
        new DeliveryOutcome.Tried(
            new CallRequest("GET", "http://127.0.0.1:9000/callback?sign=x", Map.of(), ""),
            new CallResult(0, 3, false, CallProblem.CONNECTION_REFUSED, null, ""),
            Acknowledgement.text("success")));
    String page = "/console/apps/game/callbacks";
    assertThat(console.post(page, page + "/test", Map.of()).body())
        .contains("connection refused: nothing listens at this address");
    gateway.answers(
        DeliveryCommand.SendTestCallback.class, Outcome.Invalid.of("callbackUrl", "missing"));
    HttpResponse<String> wrong = console.post(page, page + "/test", Map.of());
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("This app has no callback URL.");
  }

  private static DrillOutcome.DrillFound drill() {
    DrillOutcome.Call call =
        new DrillOutcome.Call(
            1,
            DrillOutcome.Exercise.PLAIN,
            DrillOutcome.Step.AS_IT_SHOULD_BE,
            "BERTH-DRILL-1",
            AT,
            new CallRequest("POST", "http://127.0.0.1:9000/cb", Map.of("a", "b"), "{}"),
            RECEIVED);
    List<DrillOutcome.Graded> graded =
        List.of(
            new DrillOutcome.Graded(
                DrillOutcome.Exercise.PLAIN,
                DrillOutcome.Grade.PASSED,
                DrillOutcome.Advice.ALL_WELL,
                List.of(call)),
            new DrillOutcome.Graded(
                DrillOutcome.Exercise.TAMPERED,
                DrillOutcome.Grade.FAILED,
                DrillOutcome.Advice.FORGERY_ACCEPTED,
                List.of(call)));
    return new DrillOutcome.DrillFound(
        7,
        AT,
        AT.plusSeconds(9),
        false,
        new DrillOutcome.Receiver(
            "http://127.0.0.1:9000/cb", false, Acknowledgement.field("code", "0", "1009")),
        graded,
        List.of(6L));
  }

  @Test
  void aDrillIsStartedAndGraded() {
    gateway.answers(DrillCommand.ReadDrill.class, drill());
    gateway.answers(DrillCommand.StartDrill.class, drill());
    String page = "/console/apps/game/drill";
    assertThat(console.get(page).body())
        .contains("data-grade=\"FAILED\"", "A forged callback was acknowledged")
        .contains("and a JSON object in which “code” is 0 / 1009");
    assertThat(console.post(page, page, Map.of()).headers().firstValue("Location"))
        .hasValue(page + "?id=7");
  }

  @ParameterizedTest
  @CsvSource({"en", "zh-CN", "ko"})
  void everyPageSpeaksEveryLanguage(String language) {
    gateway.answers(DrillCommand.ReadDrill.class, drill());
    for (String page : List.of("orders", "orders/" + ORDER.id(), "callbacks", "drill")) {
      HttpResponse<String> shown = console.get("/console/apps/game/" + page, 1_000_000L, language);
      assertThat(shown.statusCode()).as(page).isEqualTo(200);
      assertThat(shown.body()).as(page).doesNotContain("??console");
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "360, LIGHT", "1280, DARK", "360, DARK"})
  void everyPageIsUsableByEverybody(int width, ColorScheme colours, Page page) {
    gateway.answers(DrillCommand.ReadDrill.class, drill());
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
    for (String path : List.of("orders", "orders/" + ORDER.id(), "callbacks", "drill")) {
      console.signedIn(page).navigate(console.origin() + "/console/apps/game/" + path);
      Accessibility.check(page);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
          .as(path + " fits " + width)
          .isEqualTo(true);
      Screenshots.ofPage(
          page, "order-" + path.replaceAll("/.*", "-life") + "-" + width + "-" + colours);
    }
  }
}
