package io.berth.api;

import org.jspecify.annotations.Nullable;

/**
 * Command that only the console sends, on behalf of a signed-in person. Its {@link Caller} is of
 * kind {@code CONSOLE}, carries the app concerned and that person's permissions, and is refused
 * without {@link #permission()} at the gateway and again, by the command endpoint, at the service.
 * Groups have files of their own; each names the service it is for by what it extends.
 */
public interface ConsoleCommand extends Command {

  /** Permission that the command needs; an app's command needs it in {@link Caller#appId()}. */
  Permission permission();

  /** The company that the permission has to regard; null where an app or nothing does. */
  default @Nullable String companyId() {
    return null;
  }
}
