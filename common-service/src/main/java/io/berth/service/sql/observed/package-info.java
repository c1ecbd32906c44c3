/** Connections to PostgreSQL whose statements and transactions are observed. */
@NullMarked
package io.berth.service.sql.observed;

import org.jspecify.annotations.NullMarked;
