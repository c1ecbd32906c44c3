package io.berth.api.order;

public enum OrderStatus {
  PENDING,
  PAID,
  FAILED,
  CANCELLED,
  EXPIRED
}
