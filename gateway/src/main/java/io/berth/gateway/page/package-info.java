/** MISSING */
@NullMarked
package io.berth.gateway.page;

import org.jspecify.annotations.NullMarked;
