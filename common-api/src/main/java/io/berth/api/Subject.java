package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** User that a command is about. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "by")
public sealed interface Subject {

  /** The user of this OpenId in the calling app. */
  record OpenId(String openId) implements Subject {}

  record Uid(long uid) implements Subject {}

  /** Named in both ways; refused with {@link ErrorCode#BAD_PARAMETER} where the two disagree. */
  record OpenIdAndUid(String openId, long uid) implements Subject {}

  /** The user whose access token or session the caller carries. */
  record Self() implements Subject {}

  /** The calling app's admin account. */
  record Admin() implements Subject {}
}
