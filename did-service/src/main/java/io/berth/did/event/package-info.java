/** What other services hear of people and apps. */
@NullMarked
package io.berth.did.event;

import org.jspecify.annotations.NullMarked;
