package io.berth.pay.person;

import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.person.PersonCommand.EraseOwnAccount;
import io.berth.api.person.PersonCommand.ReadPersonalData;
import io.berth.api.person.PersonOutcome.PersonalData;
import io.berth.pay.did.DidService;
import io.berth.pay.erasure.Erasures;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Gives people their data, and erases those who ask for it. */
@Configuration(proxyBeanMethods = false)
class PersonRoutes {

  private static final String DATA = "/account/data";
  private static final String DELETE = "/account/delete";

  private final DidService did;
  private final PersonalExport export;
  private final Erasures erasures;
  private final Pages pages;

  PersonRoutes(DidService did, PersonalExport export, Erasures erasures, Pages pages) {
    this.did = did;
    this.export = export;
    this.erasures = erasures;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> personRoute() {
    return RouterFunctions.route()
        .GET(DATA, request -> SignIn.require(request, uid -> download(request, uid)))
        .GET(DELETE, request -> SignIn.require(request, _ -> show(request, Map.of())))
        .POST(DELETE, request -> SignIn.require(request, uid -> delete(request, uid)))
        .build();
  }

  private Mono<ServerResponse> download(ServerRequest request, long uid) {
    return did.ask(
            new ReadPersonalData(uid), DidService.ERASE_PERSON, Callers.of(request).requestId())
        .flatMap(
            outcome ->
                outcome instanceof PersonalData person
                    ? json(request, person)
                    : pages.error(request, SERVICE_UNAVAILABLE));
  }

  private Mono<ServerResponse> json(ServerRequest request, PersonalData person) {
    DataBufferFactory buffers = request.exchange().getResponse().bufferFactory();
    String name = "berth-" + person.profile().uid() + ".json";
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .headers(
            headers -> {
              headers.setContentDisposition(ContentDisposition.attachment().filename(name).build());
              headers.set("X-Content-Type-Options", "nosniff");
            })
        .body(
            export.of(person).map(part -> buffers.wrap(part.getBytes(StandardCharsets.UTF_8))),
            DataBuffer.class);
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, ?> problem) {
    return pages.render(request, "delete-account", problem);
  }

  private Mono<ServerResponse> delete(ServerRequest request, long uid) {
    Caller caller = Callers.of(request);
    return pages.form(
        request,
        form ->
            erasures
                .eraseOwn(
                    new EraseOwnAccount(
                        uid,
                        Objects.requireNonNull(caller.sessionId()),
                        caller.address(),
                        Objects.requireNonNullElse(form.getFirst("password"), "")),
                    caller.requestId())
                .flatMap(outcome -> deleted(request, outcome)));
  }

  private Mono<ServerResponse> deleted(ServerRequest request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> pages.render(request, "account-deleted", Map.of());
      case Invalid invalid -> show(request, problem(invalid.problems().getFirst()));
      case Outcome.Refusal _, Outcome.Success _ ->
          show(request, Map.of("problem", "delete.problem.unavailable"));
    };
  }

  private static Map<String, Object> problem(Outcome.Problem problem) {
    Map<String, Object> model = new HashMap<>();
    model.put("problem", "delete.problem." + problem.problem());
    if (!problem.arguments().isEmpty()) {
      model.put("wait", problem.arguments().getFirst());
    }
    return model;
  }
}
