/** Reading results of PostgreSQL, and waiting for it at start. */
@NullMarked
package io.berth.service.sql;

import org.jspecify.annotations.NullMarked;
