/**
 * A real PostgreSQL and a real Kafka on this machine, without Docker and without root: for {@code
 * ./berth up}, which keeps their data, and for tests, which throw it away.
 */
@NullMarked
package io.berth.embedded;

import org.jspecify.annotations.NullMarked;
