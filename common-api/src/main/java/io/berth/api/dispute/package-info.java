/** Disputes: users report orders, companies answer, operators decide. */
@NullMarked
package io.berth.api.dispute;

import org.jspecify.annotations.NullMarked;
