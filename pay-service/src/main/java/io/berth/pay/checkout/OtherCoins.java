package io.berth.pay.checkout;

import io.berth.api.ErrorCode;
import io.berth.pay.access.Scope;
import io.berth.pay.conversion.Conversions;
import io.berth.pay.conversion.Offers;
import io.berth.pay.conversion.Quote;
import io.berth.pay.conversion.TestConversions;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets payers pay with another coin than the order's, where the app has scope 14. */
@Component
class OtherCoins {
  private static final String OVER = "pay.problem.quote-over";
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final Conversions conversions;
  private final TestConversions test;

  OtherCoins(Conversions conversions, TestConversions test) {
    this.conversions = conversions;
    this.test = test;
  }

  /**
   * @param quote null for the order's own coin
   * @param problem message key; null where there is none
   */
  record Chosen(@Nullable Quote quote, @Nullable String problem) {
    static final Chosen OWN_COIN = new Chosen(null, null);

    static Chosen refused(String problem) {
      return new Chosen(null, problem);
    }
  }

  /** Empty where the app may not offer any. */
  Mono<Optional<Offers>> offers(CheckoutRequest checkout) {
    return allowed(checkout)
        ? conversions.offers(checkout.order(), uid(checkout)).map(Optional::of)
        : Mono.just(Optional.empty());
  }

  Mono<Chosen> fix(CheckoutRequest checkout, String coin) {
    return allowed(checkout)
        ? conversions
            .fix(checkout.order(), uid(checkout), coin)
            .delayUntil(_ -> test.fund(checkout.order(), checkout.caller().requestId()))
            .map(quote -> new Chosen(quote, null))
            .defaultIfEmpty(Chosen.refused("pay.problem.conversion"))
        : Mono.just(notAllowed());
  }

  /**
   * @param id as the form has it
   */
  Mono<Chosen> chosen(CheckoutRequest checkout, @Nullable String id) {
    if (id == null || id.isEmpty()) {
      return Mono.just(Chosen.OWN_COIN);
    } else if (!allowed(checkout)) {
      return Mono.just(notAllowed());
    } else if (!ID.matcher(id).matches()) {
      return Mono.just(Chosen.refused(OVER));
    }
    return conversions
        .find(checkout.order(), uid(checkout), Long.parseLong(id))
        .map(quote -> new Chosen(quote, null))
        .defaultIfEmpty(Chosen.refused(OVER));
  }

  private static Chosen notAllowed() {
    return Chosen.refused(Problems.message(ErrorCode.NO_OTHER_COIN_PERMISSION));
  }

  private static boolean allowed(CheckoutRequest checkout) {
    return checkout.app().policy().scopes().contains(Scope.OTHER_COIN.number());
  }

  private static long uid(CheckoutRequest checkout) {
    return Objects.requireNonNull(checkout.caller().uid());
  }
}
