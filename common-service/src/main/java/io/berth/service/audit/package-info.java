/** Who did what. */
@NullMarked
package io.berth.service.audit;

import org.jspecify.annotations.NullMarked;
