package io.berth.service.command;

import io.berth.api.Command;
import org.jspecify.annotations.Nullable;

/**
 * Body that the console posts to the gateway's {@code /console/commands}.
 *
 * @param appId the app concerned; null where none is
 */
public record ConsoleRequest(@Nullable String appId, Command command) {}
