package io.berth.dialect.quay;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A POST with a form. */
record QuayEndpoint(Declaration declaration, Function<Params, Parsed<Command>> reader)
    implements Endpoint {
  static final String PREFIX = "/quay/api/";

  private static final Text REF = Text.required("ref", 1, 32, "The merchant's number");
  private static final Text COIN = Text.required("coin", 1, 32, "Code of the coin");
  private static final Amount AMOUNT = Amount.required("amount", "Amount of the coin");
  private static final Text BACK = Text.required("back", "Where the player returns to");

  static final QuayEndpoint CHARGE =
      new QuayEndpoint(
          Declaration.of("charge", "Makes an order.", REF, COIN, AMOUNT, BACK),
          QuayEndpoint::charge);
  static final QuayEndpoint ORDER =
      new QuayEndpoint(Declaration.of("order", "Shows an order.", REF), QuayEndpoint::order);

  private static Parsed<Command> charge(Params params) {
    String ref = REF.read(params);
    String coin = COIN.read(params);
    var amount = AMOUNT.read(params);
    String back = BACK.read(params);
    return params.read(
        () -> new PaymentCommand.Prepay(ref, coin, amount, "quay", "", back, null, Map.of()));
  }

  private static Parsed<Command> order(Params params) {
    String ref = REF.read(params);
    return params.read(() -> new PaymentCommand.ReadOrder(new OrderReference.TradeNo(ref)));
  }

  @Override
  public String name() {
    return declaration.name();
  }

  @Override
  public String summary() {
    return declaration.summary();
  }

  @Override
  public List<Parameter<?>> parameters(Caller.Kind caller) {
    return declaration.and(QuayApi.PARAMETERS).ofAll();
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return PREFIX + name();
  }

  @Override
  public Set<Caller.Kind> callers() {
    return Set.of(Caller.Kind.SERVER);
  }

  @Override
  public Parsed<Command> read(ApiRequest request, Caller caller) {
    return reader.apply(Params.ofForm(request.body()));
  }

  @Override
  public ResponseBody write(
      Outcome outcome, Command command, @Nullable App app, PlatformUrls platformUrls) {
    return switch (outcome) {
      case PaymentOutcome.Prepaid prepaid ->
          QuayCode.AYE.answer(
              "pay " + QuayPages.payUrl(platformUrls.publicOrigin(), prepaid.payCode()) + "\n");
      case PaymentOutcome.OrderFound(var order) -> QuayCode.AYE.answer(QuayCallbacks.lines(order));
      case Outcome.Refusal(var code, _) -> QuayCode.of(code).answer("");
      case Outcome.Success _ -> QuayCode.BROKEN.answer("");
    };
  }
}
