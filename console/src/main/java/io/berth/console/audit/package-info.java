/** The audit log of a company, and what the operators' audit log shares with it. */
@NullMarked
package io.berth.console.audit;

import org.jspecify.annotations.NullMarked;
