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
 * @param keyUseInterval interval at which did-service gets the keys in use
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
   * @param rememberedKeys addresses, and apps, that are limited apart; the least used are forgotten
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
   * @param remembered verified tokens and sessions that are kept until they expire
   * @param longestTokenLife of any access token; revocations of tokens are forgotten after it
   * @param longestSessionLife of any session; revocations of sessions and users are forgotten after
   *     it
   * @param heartbeatPatience silence on the revocations after which did-service is asked about
   *     every token
   */
  record Tokens(
      @DefaultValue("50000") @Min(100) @Max(5_000_000) int remembered,
      @DefaultValue("24h") @DurationMin(minutes = 1) Duration longestTokenLife,
      @DefaultValue("31d") @DurationMin(minutes = 1) Duration longestSessionLife,
      @DefaultValue("30s") @DurationMin(seconds = 1) Duration heartbeatPatience) {}

  /**
   * Limit of refused signatures that go to the signature doctor.
   *
   * @param perAppPerMinute refused signatures of one app that are kept
   */
  record Refusals(@DefaultValue("30") @Min(0) @Max(6000) int perAppPerMinute) {}
}
