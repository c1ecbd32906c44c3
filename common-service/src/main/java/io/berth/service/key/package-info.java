/** Keys and what is done with them. */
@NullMarked
package io.berth.service.key;

import org.jspecify.annotations.NullMarked;
