package io.berth.console.doctor;

import io.berth.api.TimeSpan;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.DoctorOutcome.Checked;
import io.berth.api.doctor.RefusedSignature;
import io.berth.console.doctor.PastedText.Result;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an app's refused requests with their mistakes, and checks pasted requests. */
@Configuration(proxyBeanMethods = false)
class DoctorRoutes {
  private static final String PATH = "/console/apps/{appId}/doctor";
  private static final String SECTION = "doctor";
  private static final int LONGEST_ID = 64;

  private final ConsolePages pages;
  private final RefusedRequests refusedRequests;

  DoctorRoutes(ConsolePages pages, RefusedRequests refusedRequests) {
    this.pages = pages;
    this.refusedRequests = refusedRequests;
  }

  /**
   * A row of the list of refused requests.
   *
   * @param mistake null where the reason is enough
   */
  record Row(RefusedSignature refused, DoctorMessage reason, @Nullable DoctorMessage mistake) {
    static Row of(RefusedSignature refused) {
      return new Row(refused, DoctorMessage.reason(refused.code()), mistake(refused.diagnosis()));
    }

    private static @Nullable DoctorMessage mistake(Diagnosis diagnosis) {
      return DoctorMessage.explains(diagnosis) ? DoctorMessage.of(diagnosis) : null;
    }
  }

  @Bean
  RouterFunction<ServerResponse> doctor() {
    return RouterFunctions.route()
        .GET(PATH, request -> pages.app(request, head -> list(request, head)))
        .GET(PATH + "/check", request -> pages.app(request, head -> form(request, head, "", null)))
        .POST(
            PATH + "/check",
            request ->
                pages.form(
                    request,
                    form -> pages.app(request, head -> check(request, head, form.text("request")))))
        .GET(PATH + "/{requestId}", request -> pages.app(request, head -> one(request, head)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request, Head head) {
    String asked = request.queryParam("request").orElse("").strip();
    String searched = asked.substring(0, Math.min(asked.length(), LONGEST_ID));
    String code = request.queryParam("code").orElse("");
    TimeSpan span = TimeSpan.read(request.queryParam("refused").orElse(null));
    List<Row> rows =
        refusedRequests.of(head.app().appId(), searched).stream()
            .filter(refused -> code.isEmpty() || refused.code().name().equals(code))
            .filter(refused -> span == null || span.contains(refused.at()))
            .map(Row::of)
            .toList();
    return pages.render(
        request,
        head,
        SECTION,
        "doctor/list",
        Map.of("rows", rows, "searched", searched, "narrowed", !code.isEmpty() || span != null));
  }

  private Mono<ServerResponse> one(ServerRequest request, Head head) {
    RefusedSignature refused =
        refusedRequests.find(head.app().appId(), request.pathVariable("requestId"));
    if (refused == null) {
      return pages.error(request, HttpStatus.NOT_FOUND);
    }
    return pages.render(
        request,
        head,
        SECTION,
        "doctor/refusal",
        Map.of("row", Row.of(refused), "lines", ComparedLine.of(refused.diagnosis())));
  }

  private Mono<ServerResponse> check(ServerRequest request, Head head, String pasted) {
    return switch (PastedText.read(pasted)) {
      case Result.Unreadable(String problem, String argument) ->
          form(
              request,
              head,
              pasted,
              new DoctorMessage("console.doctor.pasted." + problem, List.of(shortened(argument))));
      case Result.Request(var parsed) ->
          pages.submit(
              request,
              head.app().appId(),
              parsed,
              FormResult.of(
                  Checked.class,
                  checked -> checked(request, head, pasted, checked),
                  problems -> later(request, head, pasted, problems)));
    };
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + '…';
  }

  private Mono<ServerResponse> form(
      ServerRequest request, Head head, String pasted, @Nullable DoctorMessage problem) {
    Map<String, Object> model = new HashMap<>();
    model.put("pasted", pasted);
    model.put("problem", problem);
    return pages.render(request, head, SECTION, "doctor/check", model);
  }

  private Mono<ServerResponse> later(
      ServerRequest request, Head head, String pasted, Map<String, String> problems) {
    Map<String, Object> model = Map.of("pasted", pasted);
    return pages.renderAgain(request, new PageView(head, SECTION, "doctor/check", model), problems);
  }

  private Mono<ServerResponse> checked(
      ServerRequest request, Head head, String pasted, Checked checked) {
    Diagnosis diagnosis = checked.diagnosis();
    Map<String, Object> model = new HashMap<>();
    model.put("pasted", pasted);
    model.put("checked", checked);
    model.put("reason", checked.code() == null ? null : DoctorMessage.reason(checked.code()));
    model.put(
        "mistake",
        diagnosis == null || !DoctorMessage.explains(diagnosis)
            ? null
            : DoctorMessage.of(diagnosis));
    model.put("lines", diagnosis == null ? List.of() : ComparedLine.of(diagnosis));
    return pages.render(request, head, SECTION, "doctor/check", model);
  }
}
