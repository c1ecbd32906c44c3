/** Addresses of clients, as limits count them. */
@NullMarked
package io.berth.service.address;

import org.jspecify.annotations.NullMarked;
