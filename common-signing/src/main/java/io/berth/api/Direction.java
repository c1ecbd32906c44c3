package io.berth.api;

public enum Direction {
  USER_TO_APP,
  APP_TO_USER
}
