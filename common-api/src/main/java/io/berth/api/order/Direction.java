package io.berth.api.order;

public enum Direction {
  USER_TO_APP,
  APP_TO_USER
}
