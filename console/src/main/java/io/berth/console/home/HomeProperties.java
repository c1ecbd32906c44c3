package io.berth.console.home;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param localInbox Whether the home page links to this machine's inbox; only {@code ./berth up}
 *     sets it.
 * @param demo Addresses that the home page leads to for trying a dialect, by the dialect's name;
 *     {@code ./berth up} sets them while its demo merchants run.
 */
@ConfigurationProperties("berth.console")
record HomeProperties(
    @DefaultValue("false") boolean localInbox, @DefaultValue Map<String, URI> demo) {}
