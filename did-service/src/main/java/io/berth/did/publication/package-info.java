/** What other services hear of people and apps. */
@NullMarked
package io.berth.did.publication;

import org.jspecify.annotations.NullMarked;
