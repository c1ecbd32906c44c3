package io.berth.console.home;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param localInbox whether to link to this machine's inbox
 * @param demo addresses to try a dialect at, by the dialect's name; empty where no demo runs
 */
@ConfigurationProperties("berth.console")
record HomeProperties(
    @DefaultValue("false") boolean localInbox, @DefaultValue Map<String, URI> demo) {}
