/** Contracts of a dialect's requests: apps, checks, endpoints and responses. */
@NullMarked
package io.berth.dialect.api;

import org.jspecify.annotations.NullMarked;
