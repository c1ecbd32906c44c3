/** Who is calling: said by the sender in a short-lived token, believed by nobody without it. */
@NullMarked
package io.berth.service.caller;

import org.jspecify.annotations.NullMarked;
