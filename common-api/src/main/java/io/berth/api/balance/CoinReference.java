package io.berth.api.balance;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.berth.api.ErrorCode;

@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "by")
public sealed interface CoinReference {
  record Code(String code) implements CoinReference {}

  record Id(int id) implements CoinReference {}

  /** Named in both ways; refused with {@link ErrorCode#BAD_PARAMETER} where the two disagree. */
  record CodeAndId(String code, int id) implements CoinReference {}
}
