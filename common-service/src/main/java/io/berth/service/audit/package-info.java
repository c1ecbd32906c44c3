/** The audit log. */
@NullMarked
package io.berth.service.audit;

import org.jspecify.annotations.NullMarked;
