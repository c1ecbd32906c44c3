/** Commands to did-service. */
@NullMarked
package io.berth.pay.did;

import org.jspecify.annotations.NullMarked;
