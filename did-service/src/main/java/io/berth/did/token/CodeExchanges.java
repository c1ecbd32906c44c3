package io.berth.did.token;

import static io.berth.service.sql.Rows.value;

import io.berth.did.secret.Digests;
import io.berth.did.token.TokenFamilies.Family;
import io.berth.service.batch.Batcher;
import io.berth.service.batch.Batcher.Limits;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Exchanges authorization codes for tokens, those of the same moment in one transaction. */
@Repository
final class CodeExchanges {

  private static final Limits LIMITS =
      new Limits(256, 2, 4096, Duration.ofMillis(4), Duration.ofSeconds(5));

  private final DatabaseClient database;
  private final Batcher<Requested, Exchange> batcher = new Batcher<>(LIMITS, this::exchange);

  CodeExchanges(DatabaseClient database) {
    this.database = database;
  }

  /**
   * A code as an app presents it, with what the app says of its authorization; every field that is
   * there must equal that of the authorization.
   *
   * @param redirectUrl null where the protocol does not repeat it, like the others
   */
  record Presented(
      String code,
      @Nullable String scopes,
      @Nullable String state,
      @Nullable String device,
      @Nullable String redirectUrl) {}

  /**
   * A code and the first tokens of its family. No two requests are equal, so that each has a
   * result.
   */
  record Requested(
      String appId,
      Presented presented,
      RefreshToken first,
      String payToken,
      Lifetimes lifetimes) {}

  /** Result of exchanging a code. */
  sealed interface Exchange {}

  record Unknown() implements Exchange {}

  record UsedBefore(String family) implements Exchange {}

  record Exchanged(String companyId, Family family) implements Exchange {}

  Mono<Exchange> exchange(Requested requested) {
    return batcher.ask(requested);
  }

  Mono<Map<Requested, Exchange>> exchange(List<Requested> all) {
    return database
        .sql(
            """
            select * from redeem_access_codes(:codeHashes, :appIds, :scopes, :states, :devices,
              :redirectUrls, :families, :refreshHashes, :payTokenHashes, :refreshSeconds,
              :accessSeconds)
            """)
        .bind("codeHashes", FamilyColumns.hashes(all, one -> Digests.sha256(one.presented.code)))
        .bind("appIds", FamilyColumns.texts(all, Requested::appId))
        .bind("scopes", FamilyColumns.texts(all, one -> one.presented.scopes))
        .bind("states", FamilyColumns.texts(all, one -> one.presented.state))
        .bind("devices", FamilyColumns.texts(all, one -> one.presented.device))
        .bind("redirectUrls", FamilyColumns.texts(all, one -> one.presented.redirectUrl))
        .bind("families", FamilyColumns.texts(all, one -> one.first.family()))
        .bind("refreshHashes", FamilyColumns.hashes(all, one -> one.first.hash()))
        .bind(
            "payTokenHashes",
            FamilyColumns.hashes(all, one -> TokenFamilies.payTokenHash(one.payToken)))
        .bind("refreshSeconds", FamilyColumns.seconds(all, one -> one.lifetimes.refresh()))
        .bind("accessSeconds", FamilyColumns.seconds(all, one -> one.lifetimes.access()))
        .map(
            row -> {
              Requested requested = FamilyColumns.placed(all, row);
              return Map.entry(requested, exchange(requested, row));
            })
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Exchange exchange(Requested requested, Readable row) {
    String result = value(row, "result", String.class);
    return switch (result) {
      case "UNKNOWN" -> new Unknown();
      case "USED_BEFORE" -> new UsedBefore(value(row, "used_for", String.class));
      case "REDEEMED" ->
          new Exchanged(
              value(row, "company_id", String.class),
              FamilyColumns.family(requested.first.family(), requested.appId, row));
      default -> throw new IllegalStateException("redeem_access_codes answers " + result);
    };
  }
}
