/** Reading what PostgreSQL answers. */
@NullMarked
package io.berth.service.sql;

import org.jspecify.annotations.NullMarked;
