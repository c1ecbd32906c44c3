package io.berth.standalone.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Describes an exception in one line. */
public final class FailureMessages {

  private FailureMessages() {}

  /** The message of the root cause; its class name where it has none. */
  public static String reason(Throwable failure) {
    Throwable root = root(failure);
    return switch (root) {
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      case NoSuchFileException absent -> "no such file: " + absent.getFile();
      case FileAlreadyExistsException exists -> "not a directory: " + exists.getFile();
      case FileSystemException e when e.getReason() != null -> e.getReason() + ": " + e.getFile();
      default -> {
        String message = firstLine(root.getMessage());
        yield message.isEmpty() ? root.getClass().getSimpleName() : message;
      }
    };
  }

  /** The message of the exception and of its root cause. */
  public static String outermost(Throwable failure) {
    String what = firstLine(failure.getMessage());
    String why = reason(failure);
    return what.isEmpty() || what.contains(why) ? why : what + ": " + why;
  }

  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null && at.getCause() != at) {
      at = at.getCause();
    }
    return at;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("").strip();
  }
}
