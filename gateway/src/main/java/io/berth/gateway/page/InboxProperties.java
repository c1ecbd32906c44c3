package io.berth.gateway.page;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the local inbox.
 *
 * @param localInboxUrl scheme, host and port of the local mail server's inbox; null outside of
 *     local mode
 */
@ConfigurationProperties("berth.gateway")
record InboxProperties(@Nullable URI localInboxUrl) {}
