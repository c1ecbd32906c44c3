package io.berth.console.reconciliation;

import io.berth.api.AccountKind;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.api.balance.StatementOutcome.StatementEntries;
import io.berth.api.balance.StatementOutcome.StatementEntry;
import io.berth.console.page.ConsolePages;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Lists the entries of a line of a statement, which links here, with links to their orders. */
final class EntryPage {

  private static final int PAGE = 100;
  private static final Instant EARLIEST = Instant.parse("1999-12-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("3000-01-31T00:00:00Z");

  private final ConsolePages pages;

  EntryPage(ConsolePages pages) {
    this.pages = pages;
  }

  Mono<ServerResponse> show(ServerRequest request) {
    ReadStatementEntries read = read(request);
    return read == null
        ? pages.error(request, HttpStatus.NOT_FOUND)
        : pages.app(
            request,
            head ->
                pages.ask(
                    request,
                    head.app().appId(),
                    read,
                    StatementEntries.class,
                    found -> show(request, head, read, found.entries())));
  }

  /** Null where the address was not made by a statement. */
  private static @Nullable ReadStatementEntries read(ServerRequest request) {
    try {
      return new ReadStatementEntries(
          AccountKind.valueOf(text(request, "account")),
          text(request, "coin"),
          moment(request, "from"),
          moment(request, "to"),
          Long.parseLong(request.queryParam("after").orElse("0")),
          Long.parseLong(text(request, "upto")),
          PAGE,
          request.queryParam("former").filter("true"::equals).isPresent());
    } catch (IllegalArgumentException | DateTimeException malformed) {
      return null;
    }
  }

  /** Within what PostgreSQL can compare. */
  private static Instant moment(ServerRequest request, String name) {
    Instant moment = Instant.parse(text(request, name));
    if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
      throw new IllegalArgumentException(name);
    }
    return moment;
  }

  private static String text(ServerRequest request, String name) {
    return request.queryParam(name).orElse("");
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, ReadStatementEntries read, List<StatementEntry> entries) {
    Map<String, Object> model = new HashMap<>();
    model.put("read", read);
    model.put("entries", entries);
    if (entries.size() == PAGE && entries.getLast().number() < read.upTo()) {
      model.put(
          "later",
          UriComponentsBuilder.newInstance()
              .queryParams(request.queryParams())
              .replaceQueryParam("after", entries.getLast().number())
              .encode()
              .toUriString());
    }
    return pages.render(request, head, "statements", "reconciliation/entries", model);
  }
}
