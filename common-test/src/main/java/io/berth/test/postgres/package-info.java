/** PostgreSQL for tests. */
@NullMarked
package io.berth.test.postgres;

import org.jspecify.annotations.NullMarked;
