package io.berth.pay.bank;

import io.berth.api.Realm;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Keeps people in test from pages about banks, which have to do with live money only. */
public final class LivePages {
  private LivePages() {}

  public static HandlerFilterFunction<ServerResponse, ServerResponse> only(Pages pages) {
    return (request, next) ->
        Callers.of(request).realm() == Realm.LIVE
            ? next.handle(request)
            : pages.error(request, HttpStatus.NOT_FOUND);
  }
}
