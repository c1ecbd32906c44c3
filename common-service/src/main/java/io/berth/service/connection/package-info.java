/** Limits of what clients can hold open on every port, and a check of each request's head. */
@NullMarked
package io.berth.service.connection;

import org.jspecify.annotations.NullMarked;
