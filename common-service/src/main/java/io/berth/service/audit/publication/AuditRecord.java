package io.berth.service.audit.publication;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of an audit log, as {@code berth.audit} has it.
 *
 * @param service that did it
 * @param id unique within a service; a record that comes twice has the same
 * @param actorUid null where the platform, or the operator's token, did it
 * @param object kind and id, for example {@code app/testapp}
 * @param details of the change; never a secret
 */
record AuditRecord(
    String service,
    long id,
    Instant at,
    @Nullable Long actorUid,
    String action,
    String object,
    String reason,
    Map<String, String> details,
    @Nullable String address,
    String requestId) {}
