/** Publishes the audit log on Kafka, for whoever keeps it elsewhere. */
@NullMarked
package io.berth.service.audit.publication;

import org.jspecify.annotations.NullMarked;
