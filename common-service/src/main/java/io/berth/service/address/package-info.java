/** Addresses of clients, as limits count them, and of servers, as their names resolve. */
@NullMarked
package io.berth.service.address;

import org.jspecify.annotations.NullMarked;
