package io.berth.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of incoming connections and requests.
 *
 * @param trustedProxies addresses or CIDR ranges whose {@code X-Forwarded-For} is believed
 * @param maxBody longest request body that is read, up to 16 MiB
 * @param requestTimeout how long a client may take to send one whole request
 * @param operatorToken at least 32 characters; without it {@code /operator/commands} is not there
 * @param ownerToken at least 32 characters; beside the operator's token, for whoever owns the
 *     machine that everything runs on: what it carries waits for no second operator. Only {@code
 *     ./berth up} sets it
 * @param keyUseInterval how often did-service is told which keys were used
 * @param localInboxUrl scheme, host and port of the local mail server's inbox; null outside of
 *     local mode
 */
@Validated
@ConfigurationProperties("berth.gateway")
public record GatewayProperties(
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("256KB") @NotNull DataSize maxBody,
    @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration requestTimeout,
    @Nullable @Size(min = 32, max = 512) String operatorToken,
    @Nullable @Size(min = 32, max = 512) String ownerToken,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration keyUseInterval,
    @Nullable URI localInboxUrl,
    @DefaultValue @Valid Limits limits,
    @DefaultValue @Valid Tokens tokens,
    @DefaultValue @Valid Refusals refusals) {

  private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(16);

  public GatewayProperties {
    if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST_BODY) > 0) {
      throw new IllegalArgumentException("berth.gateway.max-body must be 1 B to 16 MB");
    }
  }

  /** Does not show the operator's token. */
  @Override
  public String toString() {
    return "GatewayProperties[trustedProxies=%s, limits=%s]".formatted(trustedProxies, limits);
  }

  /**
   * Sustained requests per second, and how many may come at once after a pause.
   *
   * @param rememberedKeys addresses, and apps, that are told apart; the least used are forgotten
   */
  public record Limits(
      @DefaultValue("100") @Min(1) @Max(1_000_000) int addressPerSecond,
      @DefaultValue("200") @Min(1) @Max(1_000_000) int addressBurst,
      @DefaultValue("2000") @Min(1) @Max(1_000_000) int appPerSecond,
      @DefaultValue("4000") @Min(1) @Max(1_000_000) int appBurst,
      @DefaultValue("100000") @Min(1000) @Max(10_000_000) int rememberedKeys) {}

  /**
   * @param remembered verified tokens and sessions that are kept until they expire
   * @param longestTokenLife of any access token; revocations of tokens are forgotten after it
   * @param longestSessionLife of any session; revocations of sessions and users are forgotten after
   *     it
   * @param heartbeatPatience silence on the revocations after which did-service is asked about
   *     every token
   */
  public record Tokens(
      @DefaultValue("50000") @Min(100) @Max(5_000_000) int remembered,
      @DefaultValue("24h") @DurationMin(minutes = 1) Duration longestTokenLife,
      @DefaultValue("31d") @DurationMin(minutes = 1) Duration longestSessionLife,
      @DefaultValue("30s") @DurationMin(seconds = 1) Duration heartbeatPatience) {}

  /**
   * Limit of what the signature doctor is told.
   *
   * @param perAppPerMinute refused signatures of one app that are kept
   */
  public record Refusals(@DefaultValue("30") @Min(0) @Max(6000) int perAppPerMinute) {}
}
