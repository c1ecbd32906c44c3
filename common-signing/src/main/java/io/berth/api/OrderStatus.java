package io.berth.api;

public enum OrderStatus {
  PENDING,
  PAID,
  FAILED,
  CANCELLED,
  EXPIRED
}
