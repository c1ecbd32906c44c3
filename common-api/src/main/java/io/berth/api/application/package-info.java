/** Applications: what owners ask for their apps, and what operators decide. */
@NullMarked
package io.berth.api.application;

import org.jspecify.annotations.NullMarked;
