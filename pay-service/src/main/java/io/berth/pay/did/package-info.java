/** did-service as pay-service sees it. */
@NullMarked
package io.berth.pay.did;

import org.jspecify.annotations.NullMarked;
