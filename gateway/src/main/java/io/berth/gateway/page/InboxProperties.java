package io.berth.gateway.page;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the local inbox.
 *
 * @param localInboxUrl Scheme, host and port of the local mail server's inbox, which the gateway
 *     then shows at {@code /local/inbox}; only {@code ./berth up} sets it.
 */
@ConfigurationProperties("berth.gateway")
record InboxProperties(@Nullable URI localInboxUrl) {}
