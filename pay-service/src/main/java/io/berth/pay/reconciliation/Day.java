package io.berth.pay.reconciliation;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A day of an app, and the moments at which it begins and ends. */
record Day(String appId, LocalDate date, ZoneId zone) {
  OffsetDateTime begin() {
    return date.atStartOfDay(zone).toOffsetDateTime();
  }

  OffsetDateTime end() {
    return date.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
  }

  String object() {
    return "reconciliation/" + appId + "/" + date;
  }
}
