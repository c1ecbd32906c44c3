/** Parameters of a request, from queries, forms and JSON. */
@NullMarked
package io.berth.dialect.parameter;

import org.jspecify.annotations.NullMarked;
