/** Each service's Spring context, settings and logs, and the servers that all of them need. */
@NullMarked
package io.berth.standalone.service;

import org.jspecify.annotations.NullMarked;
