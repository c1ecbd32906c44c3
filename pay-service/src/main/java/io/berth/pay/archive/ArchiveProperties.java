package io.berth.pay.archive;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Read by the archive job alone.
 *
 * @param directory Where entries and orders of closed months are written as files; the archive job
 *     needs it.
 * @param months Closed months whose entries stay in the tables, 13 to 1200.
 * @param orderMonths Closed months whose orders stay in the tables, more than {@code
 *     berth.pay.archive.months}; orders are not archived where it is missing.
 */
@ConfigurationProperties("berth.pay.archive")
record ArchiveProperties(
    @Nullable Path directory, @DefaultValue("24") int months, @Nullable Integer orderMonths) {

  ArchiveProperties {
    Assert.isTrue(
        months >= Archive.MIN_MONTHS && months <= 1200,
        "berth.pay.archive.months is not in 13..1200");
    Assert.isTrue(
        orderMonths == null || orderMonths > months && orderMonths <= 1200,
        "berth.pay.archive.order-months is not in berth.pay.archive.months + 1..1200");
  }
}
