/** JSON of coins, transfers and users as this dialect writes it. */
@NullMarked
package io.berth.dialect.fomo.json;

import org.jspecify.annotations.NullMarked;
