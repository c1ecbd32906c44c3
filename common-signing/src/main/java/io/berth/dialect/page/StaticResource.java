package io.berth.dialect.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A file that a dialect brings along, served at the original platform's path.
 *
 * @param path exact
 * @param contentType as sent
 */
public record StaticResource(String path, String contentType, byte[] body) {

  /**
   * A script from the folder of a dialect's own classes.
   *
   * @param file beside {@code owner}
   */
  public static StaticResource script(String path, Class<?> owner, String file) {
    try (InputStream contents = owner.getResourceAsStream(file)) {
      if (contents == null) {
        throw new IllegalStateException(owner.getPackageName() + " lacks " + file);
      }
      return new StaticResource(path, "text/javascript; charset=utf-8", contents.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
