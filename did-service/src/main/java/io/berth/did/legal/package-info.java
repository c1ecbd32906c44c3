/** Legal details of companies, their documents, and operators' checks. */
@NullMarked
package io.berth.did.legal;

import org.jspecify.annotations.NullMarked;
