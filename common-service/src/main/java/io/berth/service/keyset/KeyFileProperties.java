package io.berth.service.keyset;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param file YAML file with settings of keys ({@code berth.secrets}, {@code
 *     berth.did.tokens.keys}, {@code berth.vouch.sends} and {@code .accepts}, {@code berth.events},
 *     {@code berth.database}), above all other settings; changes take effect within 2 s, without a
 *     restart.
 */
@ConfigurationProperties("berth.keys")
record KeyFileProperties(@Nullable Path file) {}
