/** What all pages have in common: look, language, safety. */
@NullMarked
package io.berth.service.page;

import org.jspecify.annotations.NullMarked;
