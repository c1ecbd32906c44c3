package io.berth.pay.ledger;

import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** One call of the database function {@code post_batch}; the call is the transaction. */
final class PostBatchCall {

  private static final int PARAMETERS = 33;
  private static final String POST =
      IntStream.rangeClosed(1, PARAMETERS)
          .mapToObj(number -> "$" + number)
          .collect(
              Collectors.joining(
                  ", ", "select verdict, order_id, at, status from post_batch(", ")"));

  private final DatabaseClient database;
  private final JsonMapper json;

  PostBatchCall(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** One outcome for each, in their order. An error is one for all of them. */
  Mono<List<PostingOutcome>> post(List<LedgerTransaction> transactions) {
    return Mono.fromSupplier(() -> new PostingBatch(transactions, json).columns())
        .flatMap(
            columns ->
                database.inConnection(
                    connection -> {
                      Statement call = connection.createStatement(POST);
                      for (int i = 0; i < PARAMETERS; i++) {
                        call.bind(i, columns.get(i));
                      }
                      return Flux.from(call.execute())
                          .concatMap(result -> result.map(Verdicts::outcome))
                          .collectList();
                    }))
        .filter(outcomes -> outcomes.size() == transactions.size())
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("post_batch() lacks outcomes")));
  }
}
