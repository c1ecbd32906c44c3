/** Events that other services are to receive, written with the change itself. */
@NullMarked
package io.berth.did.outbox;

import org.jspecify.annotations.NullMarked;
