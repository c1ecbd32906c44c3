/** Entries of the services' audit logs. */
@NullMarked
package io.berth.api.audit;

import org.jspecify.annotations.NullMarked;
