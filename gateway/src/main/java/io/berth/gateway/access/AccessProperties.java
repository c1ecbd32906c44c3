package io.berth.gateway.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of access.
 *
 * @param keyUseInterval Time between reports to did-service of the keys in use, 1s to 1h.
 */
@Validated
@ConfigurationProperties("berth.gateway")
record AccessProperties(
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration keyUseInterval,
    @DefaultValue @Valid Limits limits,
    @DefaultValue @Valid Tokens tokens,
    @DefaultValue @Valid Refusals refusals) {

  /**
   * Sustained requests per second, and how many may come at once after a pause.
   *
   * @param addressPerSecond Requests per second that one client address may make in the long run, 1
   *     to 1000000.
   * @param addressBurst Requests that one client address may make at once after a pause, 1 to
   *     1000000.
   * @param appPerSecond Requests per second that one app may make in the long run, 1 to 1000000.
   * @param appBurst Requests that one app may make at once after a pause, 1 to 1000000.
   * @param rememberedKeys Addresses, and as many apps, that are limited apart from each other, 1000
   *     to 10000000; the least used are forgotten.
   */
  record Limits(
      @DefaultValue("100") @Min(1) @Max(1_000_000) int addressPerSecond,
      @DefaultValue("200") @Min(1) @Max(1_000_000) int addressBurst,
      @DefaultValue("2000") @Min(1) @Max(1_000_000) int appPerSecond,
      @DefaultValue("4000") @Min(1) @Max(1_000_000) int appBurst,
      @DefaultValue("100000") @Min(1000) @Max(10_000_000) int rememberedKeys) {}

  /**
   * Verified tokens and sessions, and revocations.
   *
   * @param remembered Verified tokens and sessions that are kept until they expire, 100 to 5000000.
   * @param longestTokenLife Longest life of any access token, at least 1m; revocations of tokens
   *     are forgotten after it.
   * @param longestSessionLife Longest life of any session, at least 1m; revocations of sessions and
   *     users are forgotten after it.
   * @param heartbeatPatience Silence on {@code berth.revocations} after which did-service is asked
   *     about every token, at least 1s.
   */
  record Tokens(
      @DefaultValue("50000") @Min(100) @Max(5_000_000) int remembered,
      @DefaultValue("24h") @DurationMin(minutes = 1) Duration longestTokenLife,
      @DefaultValue("31d") @DurationMin(minutes = 1) Duration longestSessionLife,
      @DefaultValue("30s") @DurationMin(seconds = 1) Duration heartbeatPatience) {}

  /**
   * Limit of refused signatures that go to the signature doctor.
   *
   * @param perAppPerMinute Refused signatures of one app that are kept for the signature doctor
   *     each minute, 0 to 6000.
   */
  record Refusals(@DefaultValue("30") @Min(0) @Max(6000) int perAppPerMinute) {}
}
