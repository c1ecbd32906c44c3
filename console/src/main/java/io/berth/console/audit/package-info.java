/** Who did what, for owners of a company; what operators' pages share of it. */
@NullMarked
package io.berth.console.audit;

import org.jspecify.annotations.NullMarked;
