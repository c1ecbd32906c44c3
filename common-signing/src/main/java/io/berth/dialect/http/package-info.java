/** URLs, host names, paths and dates, read as every resolver and browser reads them. */
@NullMarked
package io.berth.dialect.http;

import org.jspecify.annotations.NullMarked;
