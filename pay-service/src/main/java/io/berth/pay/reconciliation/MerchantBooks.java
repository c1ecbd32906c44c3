package io.berth.pay.reconciliation;

import io.berth.dialect.api.App;
import io.berth.pay.reconciliation.MerchantAnswer.ProfitRow;
import io.berth.service.json.BerthJson;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads a day's totals from a merchant's books. */
@Component
class MerchantBooks {
  private final MerchantCalls calls;

  MerchantBooks(MerchantCalls calls) {
    this.calls = calls;
  }

  Mono<List<Totals>> totals(App app, String url, LocalDate day, String requestId) {
    return calls
        .post(app, url, question(day), requestId)
        .map(body -> MerchantAnswer.totals(body, day));
  }

  Mono<List<ProfitRow>> profits(App app, String url, LocalDate day, String requestId) {
    return calls
        .post(app, url, question(day), requestId)
        .map(body -> MerchantAnswer.profits(body, day));
  }

  private static byte[] question(LocalDate day) {
    Map<String, Integer> question = new LinkedHashMap<>();
    question.put("year", day.getYear());
    question.put("month", day.getMonthValue());
    question.put("day", day.getDayOfMonth());
    return BerthJson.mapper().writeValueAsBytes(question);
  }
}
