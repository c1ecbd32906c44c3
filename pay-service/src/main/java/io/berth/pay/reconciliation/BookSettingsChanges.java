package io.berth.pay.reconciliation;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.SetReconciliation;
import io.berth.dialect.api.Apps;
import io.berth.dialect.http.HttpUrl;
import io.berth.pay.access.Access;
import io.berth.pay.access.Refused;
import io.berth.pay.reconciliation.BookSettings.Settings;
import io.berth.service.audit.AuditLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes where and when merchants' books are read. */
@Component
class BookSettingsChanges {
  private final BookSettings settings;
  private final Apps apps;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  BookSettingsChanges(
      BookSettings settings, Apps apps, AuditLog audit, TransactionalOperator transaction) {
    this.settings = settings;
    this.apps = apps;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> set(SetReconciliation set, Caller caller) {
    return set(set, Access.existing(apps, caller).appId(), caller);
  }

  private Mono<Outcome> set(SetReconciliation set, String appId, Caller caller) {
    Settings wanted = new Settings(present(set.url()), present(set.profitUrl()), set.at());
    if (!isUrl(wanted.url())) {
      return Mono.just(Outcome.Invalid.of("url", "malformed"));
    } else if (!isUrl(wanted.profitUrl())) {
      return Mono.just(Outcome.Invalid.of("profitUrl", "malformed"));
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("url", String.valueOf(wanted.url()));
    details.put("profit_url", String.valueOf(wanted.profitUrl()));
    details.put("at", String.valueOf(wanted.at()));
    return settings
        .put(appId, wanted)
        .then(audit.write(caller, "reconciliation.set", "app/" + appId, "", details))
        .as(transaction::transactional)
        .thenReturn(new Outcome.Done());
  }

  /** Takes settings from the bootstrap file, also for an app that is not known here yet. */
  Mono<Outcome> put(PutReconciliation put, Caller caller) {
    Access.requireOperator(caller);
    if (!isUrl(put.url()) || !isUrl(put.profitUrl())) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "url: malformed");
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("url", String.valueOf(put.url()));
    details.put("profit_url", String.valueOf(put.profitUrl()));
    details.put("at", String.valueOf(put.at()));
    details.values().removeIf("null"::equals);
    return settings
        .merge(put)
        .then(audit.write(caller, "reconciliation.put", "app/" + put.appId(), "", details))
        .as(transaction::transactional)
        .thenReturn(new Outcome.Done());
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Checks the form of the URL only; the caller checks addresses. */
  private static boolean isUrl(@Nullable String text) {
    if (text == null) {
      return true;
    }
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.fragment() == null && url.hasCallablePort();
  }
}
