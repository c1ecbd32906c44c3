package io.berth.api.person;

import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link PersonCommand}s. */
public sealed interface PersonOutcome extends Outcome.Success {

  /**
   * Data that did-service stores of a person, except what is derived from a secret.
   *
   * @param friends uids
   * @param emailsOff kinds of email that the person turned off
   */
  record PersonalData(
      Profile profile,
      List<SignIn> sessions,
      List<Consent> apps,
      List<Long> friends,
      List<Membership> companies,
      List<Game> games,
      List<GameRole> gameRoles,
      List<GameScore> gameScores,
      List<PasskeyNamed> passkeys,
      List<String> emailsOff)
      implements PersonOutcome {}

  /**
   * @param mail also the login
   * @param language that the person used last; null where none is known
   * @param payPasswordChangedAt null where it was never changed
   */
  record Profile(
      long uid,
      String mail,
      String name,
      String avatar,
      @Nullable String language,
      Instant createdAt,
      boolean payPassword,
      @Nullable Instant payPasswordChangedAt,
      boolean secondFactor) {}

  /**
   * A session that has not expired.
   *
   * @param browser null where it is not known; so are system and address prefix
   */
  record SignIn(
      Instant signedInAt,
      Instant expiresAt,
      @Nullable Instant secondFactorAt,
      Instant seenAt,
      @Nullable String browser,
      @Nullable String system,
      @Nullable String addressPrefix) {}

  /**
   * @param usedAt null where nobody has signed in with it
   */
  record PasskeyNamed(String name, Instant createdAt, @Nullable Instant usedAt) {}

  /**
   * An app that knows the person.
   *
   * @param scopes that the person grants; empty after a revocation
   * @param since null where the person never consented
   */
  record Consent(
      String appId,
      String openId,
      String unionId,
      List<Integer> scopes,
      List<Integer> refusedScopes,
      @Nullable Instant since) {}

  record Membership(String companyId, String role, Instant since) {}

  record Game(String appId, @Nullable String channel, Instant enteredAt, boolean favorite) {}

  record GameRole(
      String appId, String serverId, String roleId, String name, String level, Instant updatedAt) {}

  record GameScore(String appId, String serverId, BigDecimal score, Instant reachedAt) {}
}
