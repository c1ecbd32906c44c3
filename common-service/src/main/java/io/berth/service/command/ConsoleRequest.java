package io.berth.service.command;

import io.berth.api.Command;
import org.jspecify.annotations.Nullable;

/**
 * Command of the console, as the gateway takes it.
 *
 * @param appId the app concerned; null where none is
 */
public record ConsoleRequest(@Nullable String appId, Command command) {}
