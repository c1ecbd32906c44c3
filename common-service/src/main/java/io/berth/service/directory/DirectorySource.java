package io.berth.service.directory;

import reactor.core.publisher.Mono;

/**
 * Source of the directory's state. By default did-service's {@link DirectoryState#PATH}; a bean of
 * this type takes the default's place.
 */
@FunctionalInterface
public interface DirectorySource {

  /** Asks now; errors when there is no answer. */
  Mono<DirectoryState> state();
}
